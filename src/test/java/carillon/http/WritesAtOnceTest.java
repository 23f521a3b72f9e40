package carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WritesAtOnceTest {
  private final WritesAtOnce writes = new WritesAtOnce();

  @Test
  void asManyAsThereMayBe() {
    assertThat(writes.begin(2)).isTrue();
    assertThat(writes.begin(2)).isTrue();
    assertThat(writes.begin(2)).isFalse();
    assertThat(writes.begin(3)).isTrue();
  }

  @Test
  void oneThatEndedMakesRoomAndOneThatWasRefusedTakesNone() {
    writes.begin(2);
    writes.begin(2);
    writes.begin(2);
    writes.end();
    assertThat(writes.begin(2)).isTrue();
    assertThat(writes.begin(2)).isFalse();
  }
}
