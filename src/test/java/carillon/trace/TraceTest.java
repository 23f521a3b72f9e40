package carillon.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of W3C Trace Context, and what it says is none. */
class TraceTest {
  private static final String VALID = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @Test
  void oneThatIsValidIsTaken() {
    assertThat(Trace.of(VALID)).isEqualTo(VALID);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\n[INFO] forged"
      })
  void anythingElseIsNone(String header) {
    assertThat(Trace.of(header)).isEmpty();
  }

  @Test
  void previousTraceIsRestored() {
    String before = Trace.swap(VALID);
    assertThat(before).isEmpty();
    assertThat(Trace.swap("")).isEqualTo(VALID);
    assertThat(Trace.present()).isEmpty();
    assertThat(Trace.swap(VALID)).isEmpty();
    Trace.swap(before);
    assertThat(Trace.present()).isEmpty();
  }
}
