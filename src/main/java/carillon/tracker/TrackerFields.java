package carillon.tracker;

import carillon.http.Caller;
import carillon.problem.Bounds;
import carillon.problem.ValidationErrors;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks and applies definitions of fields, and which of them are title, status and assignee. */
@ApplicationScoped
class TrackerFields {
  private static final Set<FieldType> CHOOSING =
      EnumSet.of(FieldType.SELECT, FieldType.MULTISELECT);
  private static final Set<FieldType> NAMING_PEOPLE =
      EnumSet.of(FieldType.USER, FieldType.USERS, FieldType.GROUP, FieldType.SUBMITTER);
  private static final Set<FieldType> TITLES = EnumSet.of(FieldType.STRING, FieldType.TEXT);
  private static final Set<FieldType> STATUSES = EnumSet.of(FieldType.SELECT);
  private static final Set<FieldType> ASSIGNEES =
      EnumSet.of(FieldType.USER, FieldType.USERS, FieldType.GROUP);

  @Inject TrackerLookup trackerLookup;

  /** Adds and changes the fields of the patch, and checks its semantics against the result. */
  void apply(
      TrackerPatch patch, Tracker tracker, ValidationErrors validationErrors, Caller caller) {
    List<FieldDefinition> wanted = patch.fields() == null ? List.of() : patch.fields();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < wanted.size(); i++) {
      String path = "fields[" + i + "]";
      if (!names.add(wanted.get(i).name())) {
        validationErrors.add(path + ".name", "'" + wanted.get(i).name() + "' is there twice");
      } else {
        apply(wanted.get(i), path, tracker, validationErrors, caller);
      }
    }
    check(patch.title(), "title", TITLES, tracker, validationErrors);
    check(patch.status(), "status", STATUSES, tracker, validationErrors);
    check(patch.assignee(), "assignee", ASSIGNEES, tracker, validationErrors);
  }

  /** Sets the semantics; after the fields have ids, and after {@link #apply} has checked them. */
  void applySemantics(TrackerPatch patch, Tracker tracker) {
    tracker.mean(
        meant(patch.title(), tracker.title(), tracker),
        meant(patch.status(), tracker.status(), tracker),
        meant(patch.assignee(), tracker.assignee(), tracker));
  }

  private void apply(
      FieldDefinition wanted,
      String path,
      Tracker tracker,
      ValidationErrors validationErrors,
      Caller caller) {
    Optional<Field> known = named(wanted.name(), tracker);
    if (known.isEmpty() && wanted.type() == null) {
      validationErrors.add(
          path + ".type", "is required; allowed: " + words(EnumSet.allOf(FieldType.class)));
      return;
    }
    Field field = known.orElseGet(() -> added(wanted, tracker));
    if (wanted.type() != null && wanted.type() != field.type()) {
      validationErrors.add(path + ".type", "cannot be changed; it is " + word(field.type()));
    }
    if (wanted.label() != null) {
      field.label(wanted.label());
    }
    applyValues(wanted, path, field, known.isEmpty(), validationErrors);
    applyNotify(wanted, path, field, validationErrors);
    if (wanted.readGroups() != null) {
      String list = path + ".readGroups";
      List<UserGroup> groups =
          trackerLookup.groups(tracker.project(), wanted.readGroups(), list, validationErrors);
      ReadAccess.checkGroups(caller, "the field " + field.name(), field.readGroups(), groups);
      field.showTo(groups);
    }
  }

  private static Field added(FieldDefinition wanted, Tracker tracker) {
    Field field = new Field(tracker, tracker.fields().size(), wanted.name(), wanted.type());
    field.label(wanted.name());
    tracker.add(field);
    return field;
  }

  private static void applyValues(
      FieldDefinition wanted,
      String path,
      Field field,
      boolean isNew,
      ValidationErrors validationErrors) {
    List<String> values = wanted.values() == null ? List.of() : wanted.values();
    boolean chooses = CHOOSING.contains(field.type());
    if (!chooses && !values.isEmpty()) {
      validationErrors.add(
          path + ".values", "only fields of the types " + words(CHOOSING) + " have values");
    } else if (chooses && values.isEmpty() && (isNew || wanted.values() != null)) {
      validationErrors.add(
          path + ".values", "a field of type " + word(field.type()) + " needs values");
    } else if (new HashSet<>(values).size() < values.size()) {
      validationErrors.add(path + ".values", "a value is there twice");
    } else if (wanted.values() != null) {
      field.offer(values);
    }
  }

  private static void applyNotify(
      FieldDefinition wanted, String path, Field field, ValidationErrors validationErrors) {
    if (wanted.notifies() == null) {
      return;
    }
    if (wanted.notifies() && !NAMING_PEOPLE.contains(field.type())) {
      validationErrors.add(
          path + ".notify", "only fields of the types " + words(NAMING_PEOPLE) + " can notify");
    } else {
      field.notify(wanted.notifies());
    }
  }

  private static void check(
      String name,
      String semantic,
      Set<FieldType> types,
      Tracker tracker,
      ValidationErrors validationErrors) {
    if (name == null || name.isEmpty()) {
      return;
    }
    if (named(name, tracker).filter(field -> types.contains(field.type())).isEmpty()) {
      List<String> allowed =
          tracker.fields().stream()
              .filter(field -> types.contains(field.type()))
              .map(Field::name)
              .toList();
      validationErrors.add(
          semantic,
          "'%s' is no field of type %s; allowed: %s"
              .formatted(name, words(types), Bounds.names(allowed)));
    }
  }

  private static Field meant(String name, Optional<Field> before, Tracker tracker) {
    return name == null ? before.orElse(null) : named(name, tracker).orElse(null);
  }

  private static Optional<Field> named(String name, Tracker tracker) {
    return tracker.fields().stream().filter(field -> field.name().equals(name)).findFirst();
  }

  private static String words(Set<FieldType> types) {
    return types.stream().map(TrackerFields::word).collect(Collectors.joining(", "));
  }

  private static String word(FieldType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }
}
