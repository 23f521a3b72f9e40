package carillon.jiraimport.mapping;

import carillon.tracker.FieldType;

/** The kinds of Jira's fields that a tracker has a field for. */
public enum FieldKind {
  /** One line of text. */
  LINE(FieldType.STRING),
  /** Text with markup. */
  RICH(FieldType.TEXT),
  NUMBER(FieldType.FLOAT),
  DATE(FieldType.DATE),
  CHOICE(FieldType.SELECT),
  CHOICES(FieldType.MULTISELECT),
  PERSON(FieldType.USER),
  PEOPLE(FieldType.USERS);

  private final FieldType type;

  FieldKind(FieldType type) {
    this.type = type;
  }

  public FieldType type() {
    return type;
  }

  public boolean chooses() {
    return this == CHOICE || this == CHOICES;
  }
}
