package io.taosbridge.source.topic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupsTest {

  @Test
  void namesAGroupForOneSubscriptionOnly() {
    // When
    String first = Groups.fresh("taosbridge-a.b-0");

    // Then
    assertThat(first).isNotEqualTo(Groups.fresh("taosbridge-a.b-0"));
    assertThat(first).matches(Groups.ofConnector("taosbridge-a.b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "taosbridge-a-0-1234abcd-0",
        "taosbridge-a-b-0-1234abcd",
        "taosbridge-a-0-0-1234abcd",
        "taosbridge-a-0",
        "taosbridge-aXb-0-1234abcd",
        "taosbridge-a.b-0-1234ABCD"
      })
  void doesNotTakeGroupsOfOthersForItsOwn(String group) {
    assertThat(group).doesNotMatch(Groups.ofConnector("taosbridge-a"));
    assertThat(group).doesNotMatch(Groups.ofConnector("taosbridge-a.b"));
  }
}
