package carillon.tracker;

import carillon.http.Errors;
import carillon.http.IfMatch;
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

  @Inject Directory directory;
  @Inject TrackerFields fields;

  public Tracker create(long projectId, NewTracker wanted) {
    Project project = directory.project(projectId);
    Tracker tracker = new Tracker(project, wanted.itemName(), wanted.name());
    apply(wanted.content(), tracker);
    boolean taken = directory.hasTracker(project, wanted.itemName());
    Unique.persist(entities, tracker, taken, "itemName", wanted.itemName());
    fields.applySemantics(wanted.content(), tracker);
    entities.flush();
    return tracker;
  }

  public Tracker change(long id, TrackerPatch patch, IfMatch ifMatch) {
    Tracker tracker = directory.lockedTracker(id);
    ifMatch.check(tracker.version());
    apply(patch, tracker);
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
  public Tracker setRules(long id, List<RuleDefinition> wanted, IfMatch ifMatch) {
    Tracker tracker = directory.lockedTracker(id);
    ifMatch.check(tracker.version());
    Errors errors = new Errors();
    List<NotificationRule> rules = new ArrayList<>();
    for (RuleDefinition definition : wanted) {
      rules.add(rule(tracker, rules.size(), definition, errors));
    }
    errors.refuse();
    rules(tracker).forEach(entities::remove);
    rules.forEach(entities::persist);
    touch(tracker);
    return tracker;
  }

  /**
   * A tracker of which something beyond its own rows is being changed in this transaction: nobody
   * else changes it meanwhile, and its ETag changes with it.
   */
  public Tracker changing(long id, IfMatch ifMatch) {
    Tracker tracker = directory.lockedTracker(id);
    ifMatch.check(tracker.version());
    touch(tracker);
    return tracker;
  }

  private NotificationRule rule(Tracker tracker, int at, RuleDefinition wanted, Errors errors) {
    NotificationRule rule =
        new NotificationRule(tracker, at, wanted.allUpdates(), wanted.checkPermissions());
    rule.tell(
        wanted.addresses().stream().distinct().toList(),
        directory.users(wanted.users(), "[" + at + "].users", errors),
        directory.groups(tracker.project(), wanted.groups(), "[" + at + "].groups", errors));
    return rule;
  }

  private void apply(TrackerPatch patch, Tracker tracker) {
    Errors errors = new Errors();
    if (patch.viewGroups() != null) {
      tracker.showTo(directory.groups(tracker.project(), patch.viewGroups(), "viewGroups", errors));
    }
    fields.apply(patch, tracker, errors);
    errors.refuse();
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
