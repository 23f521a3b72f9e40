package carillon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsyncEmailsTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "false", "FALSE", "0"})
  void inlineForEveryProject(String text) {
    AsyncEmails value = SettingsTable.ASYNC_EMAILS.parse(text);
    assertThat(value.active()).isFalse();
    assertThat(value.queues(101)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"all", "ALL", " All ", "true"})
  void queuedForEveryProject(String text) {
    AsyncEmails value = SettingsTable.ASYNC_EMAILS.parse(text);
    assertThat(value.active()).isTrue();
    assertThat(value.queues(101)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"101,102", "101, 102", " 101 ,102 ", "101,102,101"})
  void queuedForTheProjectsNamed(String text) {
    AsyncEmails value = SettingsTable.ASYNC_EMAILS.parse(text);
    assertThat(value.active()).isTrue();
    assertThat(value.queues(101)).isTrue();
    assertThat(value.queues(102)).isTrue();
    assertThat(value.queues(103)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "101;102", "all,101", "101,", ",", "-1", "101 102", "1.5", "yes"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> SettingsTable.ASYNC_EMAILS.parse(text))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("sys_async_emails")
        .hasMessageContaining(text)
        .hasMessageContaining("allowed:");
  }
}
