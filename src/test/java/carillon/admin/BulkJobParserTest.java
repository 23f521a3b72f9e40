package carillon.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import carillon.admin.BulkAccepted.Rejected;
import carillon.http.ProblemResponses;
import carillon.job.engine.NewJob;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Jobs are read one by one: one that is not valid costs only itself, and a large one ends early.
 */
class BulkJobParserTest {
  private static final String JOB = "{\"eventName\":\"e\",\"payload\":{\"n\":1.50}}";

  @Test
  void anArrayAndOneJobPerLineAreTheSame() throws IOException {
    for (String body : List.of("[" + JOB + "," + JOB + "]", JOB + "\n" + JOB + "\n")) {
      BulkJobParser read = read(body);
      assertThat(read.jobs())
          .extracting(NewJob::payload)
          .containsExactly("{\"n\":1.50}", "{\"n\":1.50}");
      assertThat(read.rejected()).isEmpty();
    }
    assertThat(read("[]").jobs()).isEmpty();
  }

  @Test
  void aJobThatIsNotValidIsRejectedAlone() throws IOException {
    List<String> all = new ArrayList<>(List.of(JOB));
    all.add("{\"eventName\":[[[1,2],{}]],\"payload\":{}}");
    all.add("null");
    all.add("7");
    all.add("{\"unknown\":{\"a\":[1]}}");
    all.add("{\"eventName\":\"e\",\"payload\":[1,[2]]}");
    all.add("{\"eventName\":\"e\",\"payload\":{},\"projectId\":99999999999999999999}");
    all.add("{\"eventName\":\"e\",\"payload\":{\"t\":\"" + "x".repeat(2000) + "\"}}");
    all.add(JOB);
    for (String body : List.of("[" + String.join(",", all) + "]", String.join("\n", all))) {
      BulkJobParser read = read(body);
      assertThat(read.jobs()).hasSize(2);
      assertThat(read.rejected()).extracting(Rejected::index).containsExactly(1, 2, 3, 4, 5, 6, 7);
    }
  }

  @Test
  void aPayloadIsRefusedWhileItIsRead() throws IOException {
    String lists = "{\"eventName\":\"e\",\"payload\":{\"a\":[" + "[],".repeat(3_000_000);
    Throwable refused = catchThrowable(() -> read("[" + JOB + "," + lists));
    assertThat(ProblemResponses.problem(refused).status()).isEqualTo(413);
    assertThat(read(JOB + "\n" + lists).rejected()).extracting(Rejected::index).containsExactly(1);
  }

  @Test
  void aPayloadMayHaveLongLists() throws IOException {
    String list = "{\"eventName\":\"e\",\"payload\":{\"a\":[" + "1,".repeat(400) + "1]}}";
    assertThat(read(list).jobs()).hasSize(1);
  }

  @Test
  void halfACharacterAndDeepNestingAreRefused() throws IOException {
    for (String value : List.of("\"\\ud800\"", "[".repeat(70) + "]".repeat(70))) {
      String bad = JOB.replace("1.50", value);
      assertThatThrownBy(() -> read("[" + bad + "]")).isInstanceOf(JsonProcessingException.class);
      BulkJobParser lines = read(JOB + "\n" + bad + "\n" + JOB);
      assertThat(lines.jobs()).hasSize(2);
      assertThat(lines.rejected()).extracting(Rejected::index).containsExactly(1);
    }
  }

  @Test
  void moreJobsThanMayBeAreRefused() {
    assertThat(
            ProblemResponses.problem(
                    catchThrowable(() -> read("[" + (JOB + ",").repeat(10_000) + JOB + "]")))
                .status())
        .isEqualTo(413);
  }

  private static BulkJobParser read(String body) throws IOException {
    return new BulkJobParser(new HandlerDefaults(), 1000)
        .read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
  }
}
