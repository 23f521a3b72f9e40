package carillon.notification.recipients;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.tracker.NotificationLevel;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every mode, for each way to become a candidate, at each kind of change: the reason why user 1
 * gets the mail, or the rule that removes them, or - when they are no candidate at all.
 */
class ModesTest {
  private static final List<String> CHANGES = List.of("creation", "status", "update");
  private static final String TABLE =
      """
      default       | involved      | standard | involved     | involved      | involved
      every-change  | involved      | standard | involved     | involved      | involved
      involved      | involved      | standard | involved     | involved      | involved
      status-only   | involved      | standard | involved     | involved      | status-only
      creation-only | involved      | standard | involved     | creation-only | creation-only
      none          | involved      | standard | left-tracker | left-tracker  | left-tracker

      default       | commentator   | standard | commentator  | commentator   | commentator
      every-change  | commentator   | standard | commentator  | commentator   | commentator
      involved      | commentator   | standard | commentator  | commentator   | commentator
      status-only   | commentator   | standard | commentator  | commentator   | status-only
      creation-only | commentator   | standard | commentator  | creation-only | creation-only
      none          | commentator   | standard | left-tracker | left-tracker  | left-tracker

      default       | rule          | standard | rule         | rule          | rule
      every-change  | rule          | standard | subscription | subscription  | subscription
      involved      | rule          | standard | involved-only| involved-only | involved-only
      status-only   | rule          | standard | subscription | subscription  | status-only
      creation-only | rule          | standard | subscription | creation-only | creation-only
      none          | rule          | standard | left-tracker | left-tracker  | left-tracker

      default       | creation-rule | standard | rule         | -             | -
      every-change  | creation-rule | standard | subscription | subscription  | subscription
      involved      | creation-rule | standard | involved-only| -             | -
      status-only   | creation-rule | standard | subscription | subscription  | status-only
      creation-only | creation-rule | standard | subscription | creation-only | creation-only
      none          | creation-rule | standard | left-tracker | -             | -

      default       | nothing       | standard | -            | -             | -
      every-change  | nothing       | standard | subscription | subscription  | subscription
      involved      | nothing       | standard | -            | -             | -
      status-only   | nothing       | standard | subscription | subscription  | status-only
      creation-only | nothing       | standard | subscription | creation-only | creation-only
      none          | nothing       | standard | -            | -             | -

      default       | mention       | standard | mention      | mention       | mention
      every-change  | mention       | standard | mention      | mention       | mention
      involved      | mention       | standard | mention      | mention       | mention
      status-only   | mention       | standard | mention      | mention       | mention
      creation-only | mention       | standard | mention      | mention       | mention
      none          | mention       | standard | mention      | mention       | mention

      default       | involved      | status   | involved     | involved      | status-unchanged
      every-change  | involved      | status   | involved     | involved      | involved
      involved      | involved      | status   | involved     | involved      | involved
      status-only   | involved      | status   | involved     | involved      | status-only
      creation-only | involved      | status   | involved     | creation-only | creation-only
      none          | involved      | status   | left-tracker | left-tracker  | status-unchanged

      default       | commentator   | status   | commentator  | commentator   | status-unchanged
      every-change  | commentator   | status   | commentator  | commentator   | commentator
      involved      | commentator   | status   | commentator  | commentator   | commentator

      default       | rule          | status   | rule         | rule          | rule
      default       | mention       | status   | mention      | mention       | mention

      default       | involved      | disabled | disabled     | disabled      | disabled
      every-change  | involved      | disabled | disabled     | disabled      | disabled
      every-change  | nothing       | disabled | disabled     | disabled      | disabled
      default       | rule          | disabled | disabled     | disabled      | disabled
      default       | mention       | disabled | mention      | mention       | mention
      none          | mention       | disabled | mention      | mention       | mention
      every-change  | mention       | disabled | mention      | mention       | mention
      """;

  record Case(String mode, String source, String level, String change, String expected) {
    SnapshotBuilder situation() {
      SnapshotBuilder snapshotBuilder =
          change.equals("creation") ? SnapshotBuilder.creation() : SnapshotBuilder.update();
      if (change.equals("status")) {
        snapshotBuilder.statusChanged();
      }
      if (!mode.equals("default")) {
        snapshotBuilder.mode(1, SubscriptionMode.of(mode));
      }
      snapshotBuilder.level(
          switch (level) {
            case "standard" -> NotificationLevel.DEFAULT;
            case "status" -> NotificationLevel.STATUS_CHANGE;
            default -> NotificationLevel.DISABLED;
          });
      return switch (source) {
        case "involved" -> snapshotBuilder.involved(1);
        case "commentator" -> snapshotBuilder.commentator(1);
        case "rule" -> snapshotBuilder.rule(true, true, 1);
        case "creation-rule" -> snapshotBuilder.rule(false, true, 1);
        case "mention" -> snapshotBuilder.mention(1);
        default -> snapshotBuilder;
      };
    }
  }

  static Stream<Case> cases() {
    return TABLE
        .lines()
        .filter(line -> !line.isBlank())
        .map(line -> line.trim().split("\\s*\\|\\s*"))
        .flatMap(
            row ->
                IntStream.range(0, CHANGES.size())
                    .mapToObj(i -> new Case(row[0], row[1], row[2], CHANGES.get(i), row[3 + i])));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isDecidedAsTheTableSays(Case one) {
    assertThat(
            one.situation().decided().about(RecipientId.ofUser(1)).map(ModesTest::told).orElse("-"))
        .isEqualTo(one.expected());
  }

  private static String told(Decision decision) {
    if (decision instanceof Decision.Included included) {
      return included.reason().text();
    }
    String rule = ((Decision.Excluded) decision).rule().text();
    return switch (rule) {
      case "unsubscribed-from-tracker" -> "left-tracker";
      case "tracker-disabled" -> "disabled";
      default -> rule;
    };
  }
}
