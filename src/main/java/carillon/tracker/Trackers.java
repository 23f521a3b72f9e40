package carillon.tracker;

import carillon.http.Caller;
import carillon.problem.ExpectedVersion;
import carillon.problem.ValidationErrors;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;

/** Writes trackers, their fields and their notification rules. */
@ApplicationScoped
@Transactional
public class Trackers {

  @PersistenceContext(unitName = "carillon")
  EntityManager entities;

  @Inject TrackerLookup trackerLookup;
  @Inject TrackerFields fields;

  public Tracker create(long projectId, NewTracker wanted) {
    Project project = trackerLookup.project(projectId);
    Tracker tracker = new Tracker(project, wanted.itemName(), wanted.name());
    apply(wanted.content(), tracker, Caller.SERVER);
    boolean taken = trackerLookup.hasTracker(project, wanted.itemName());
    UniqueNames.persist(entities, tracker, taken, "itemName", wanted.itemName());
    fields.applySemantics(wanted.content(), tracker);
    entities.flush();
    return tracker;
  }

  public Tracker change(long id, TrackerPatch patch, ExpectedVersion expected, Caller caller) {
    Tracker tracker = trackerLookup.lockedTracker(id);
    expected.check(tracker.version());
    apply(patch, tracker, caller);
    entities.flush();
    fields.applySemantics(patch, tracker);
    touch(tracker);
    return tracker;
  }

  /** The rules of a tracker in their order. */
  public List<NotificationRule> rules(Tracker tracker) {
    return entities
        .createQuery(
            "select r from NotificationRule r where r.tracker = :tracker order by r.position",
            NotificationRule.class)
        .setParameter("tracker", tracker)
        .getResultList();
  }

  /** Replaces all rules of a tracker. */
  public Tracker setRules(
      long id, List<RuleDefinition> wanted, ExpectedVersion expected, Caller caller) {
    Tracker tracker = trackerLookup.lockedTracker(id);
    expected.check(tracker.version());
    ValidationErrors validationErrors = new ValidationErrors();
    List<NotificationRule> rules = new ArrayList<>();
    for (RuleDefinition definition : wanted) {
      rules.add(rule(tracker, rules.size(), definition, validationErrors));
    }
    validationErrors.refuse();
    List<NotificationRule> before = rules(tracker);
    ReadAccess.checkRules(caller, before, rules);
    before.forEach(entities::remove);
    rules.forEach(entities::persist);
    touch(tracker);
    return tracker;
  }

  /**
   * A tracker of which something beyond its own rows is being changed in this transaction: nobody
   * else changes it meanwhile, and its ETag changes with it.
   */
  public Tracker changing(long id, ExpectedVersion expected) {
    Tracker tracker = trackerLookup.lockedTracker(id);
    expected.check(tracker.version());
    touch(tracker);
    return tracker;
  }

  private NotificationRule rule(
      Tracker tracker, int at, RuleDefinition wanted, ValidationErrors validationErrors) {
    NotificationRule rule =
        new NotificationRule(tracker, at, wanted.allUpdates(), wanted.checkPermissions());
    rule.tell(
        wanted.addresses().stream().distinct().toList(),
        trackerLookup.users(wanted.users(), "[" + at + "].users", validationErrors),
        trackerLookup.groups(
            tracker.project(), wanted.groups(), "[" + at + "].groups", validationErrors));
    return rule;
  }

  private void apply(TrackerPatch patch, Tracker tracker, Caller caller) {
    ValidationErrors validationErrors = new ValidationErrors();
    if (patch.viewGroups() != null) {
      List<UserGroup> groups =
          trackerLookup.groups(
              tracker.project(), patch.viewGroups(), "viewGroups", validationErrors);
      ReadAccess.checkGroups(caller, "the tracker", tracker.viewGroups(), groups);
      tracker.showTo(groups);
    }
    fields.apply(patch, tracker, validationErrors, caller);
    validationErrors.refuse();
    if (patch.name() != null) {
      tracker.rename(patch.name());
    }
    if (patch.notificationLevel() != null) {
      tracker.notifyAt(patch.notificationLevel());
    }
  }

  /** Fields and rules are part of what a tracker shows, so its ETag changes with them. */
  private void touch(Tracker tracker) {
    entities.flush();
    entities.lock(tracker, LockModeType.PESSIMISTIC_FORCE_INCREMENT);
  }
}
