package carillon.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import carillon.http.Json;
import carillon.job.engine.NewJob;
import carillon.problem.FieldError;
import carillon.problem.ProblemException;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobRequestParserTest {
  private static final int LIMIT = 65536;
  private static final String JOB = "{\"eventName\":\"test.event\",\"payload\":{}}";

  @Test
  void timesAreRead() throws IOException {
    NewJob job = read("\"delay\":\"PT5S\",\"ttl\":\"P1DT0.5S\",\"keep\":\"PT0S\"");

    assertThat(job.delay()).isEqualTo(Duration.ofSeconds(5));
    assertThat(job.ttl()).isEqualTo(Duration.ofDays(1).plusMillis(500));
    assertThat(job.keep()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pt1h",
        "+PT5S",
        "-PT5S",
        "PT-5S",
        "PT+5S",
        "PT0,5S",
        "PT0.0004S",
        "PT1.0000S",
        "P",
        "PT",
        "P1DT",
        "P1W",
        "P1M",
        "PT5S ",
        "",
        "5",
        "PT99999999999S",
        "P367D",
        "PT.5S",
        "PT5.S"
      })
  void aDurationThatIsWrittenOtherwiseIsRefused(String text) {
    for (String field : List.of("delay", "ttl", "keep", "uniqueFor")) {
      assertThat(refused("\"uniqueKey\":\"k\",\"%s\":\"%s\"".formatted(field, text)))
          .extracting(FieldError::field)
          .as(field)
          .containsExactly(field);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"delay\":\"PT5S\",\"ttl\":\"PT2S\"",
        "\"delay\":\"PT5S\",\"ttl\":\"PT5S\"",
        "\"ttl\":\"PT0S\"",
        "\"ttl\":\"P0D\""
      })
  void aJobThatWouldExpireBeforeItIsDueIsRefused(String times) {
    assertThat(refused(times)).extracting(FieldError::field).containsExactly("ttl");
  }

  @Test
  void aJobOfItsOwnIsKeptOneOfManyOnlyIfItSaysSo() throws IOException {
    assertThat(read("\"priority\":\"low\"").keep()).isEqualTo(Duration.ofMinutes(10));
    List<NewJob> bulk = bulk("[" + JOB + "," + job("\"keep\":\"PT1M\"") + "]").jobs();

    assertThat(bulk).extracting(NewJob::keep).containsExactly(Duration.ZERO, Duration.ofMinutes(1));
  }

  @Test
  void aBrokenLineCostsOnlyItself() throws IOException {
    String deep = "[".repeat(2000);
    BulkJobParser read =
        bulk(
            String.join(
                "\n",
                JOB,
                "{\"eventName\":",
                "",
                JOB + "\r",
                JOB + JOB,
                "[" + JOB + "]",
                "null",
                "{\"eventName\":\"x\",\"eventName\":\"y\"}",
                job("\"unknown\":1"),
                deep,
                "\u0000",
                JOB));

    assertThat(read.jobs()).hasSize(3);
    assertThat(read.rejected())
        .extracting(BulkAccepted.Rejected::index)
        .containsExactly(1, 3, 4, 5, 6, 7, 8, 9);
    assertThat(read.rejected().get(6).detail()).isNotBlank();
    assertThat(read.rejected().get(5).detail()).contains("unknown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[%s] %s", "[%s][%s]", "[%s]garbage", "[%s],", "[%s", "[%s %s]", "[%s,]"})
  void whatIsNotOneArrayIsRefusedAsAWhole(String body) {
    assertThatThrownBy(() -> bulk(body.formatted(JOB, JOB)))
        .isInstanceOfAny(ProblemException.class, JsonProcessingException.class);
  }

  @Test
  void anArraySetsApartWhatIsNoJob() throws IOException {
    BulkJobParser read = bulk(" [" + JOB + ",1,null,{\"eventName\":1}," + JOB + "]\n");

    assertThat(read.jobs()).hasSize(2);
    assertThat(read.rejected()).extracting(BulkAccepted.Rejected::index).containsExactly(1, 2, 3);
  }

  @Test
  void anEmptyBodyIsRefusedAnEmptyArrayIsNot() throws IOException {
    assertThatThrownBy(() -> bulk(" \n")).isInstanceOf(ProblemException.class);
    assertThat(bulk("[]").jobs()).isEmpty();
  }

  private static List<FieldError> refused(String more) {
    return catchThrowableOfType(ProblemException.class, () -> read(more)).problem().errors();
  }

  private static NewJob read(String more) throws IOException {
    return JobRequestParser.ofOne(new HandlerDefaults(), LIMIT)
        .read(Json.MAPPER.readValue(job(more), JobRequest.class));
  }

  private static String job(String more) {
    return "{\"eventName\":\"test.event\",\"payload\":{}," + more + "}";
  }

  private static BulkJobParser bulk(String body) throws IOException {
    return new BulkJobParser(new HandlerDefaults(), LIMIT)
        .read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
  }
}
