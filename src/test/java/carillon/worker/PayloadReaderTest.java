package carillon.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.job.MalformedPayloadException;
import carillon.job.Priority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadReaderTest {
  private record Payload(long id, Priority priority) {}

  @Test
  void anIdIsRead() throws MalformedPayloadException {
    assertThat(PayloadReader.read("{\"id\":1,\"more\":[]}", Payload.class).id()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":1.5}",
        "{\"id\":1.0}",
        "{\"id\":1e3}",
        "{\"id\":true}",
        "{\"id\":\"1.5\"}",
        "{\"id\":null}",
        "{\"id\":99999999999999999999}",
        "{\"id\":1,\"priority\":0}",
        "{\"id\":1} {}",
        "null"
      })
  void whatIsAlmostAnIdIsMalformed(String text) {
    assertThatThrownBy(() -> PayloadReader.read(text, Payload.class))
        .isInstanceOf(MalformedPayloadException.class);
  }
}
