package io.taosbridge.source.dealing;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.client.TopicVgroup;
import io.taosbridge.source.topic.Share;
import io.taosbridge.source.topic.TopicPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class DealTest {

  @Test
  void givesEachTaskAStretchOfTheVgroups() {
    // Given
    Layout layout = layout("t=5+2+3+4");

    // Then
    assertThat(shares(layout, 2)).containsExactly("t=2+3", "t=4+5");
    assertThat(shares(layout, 3)).containsExactly("t=2", "t=3", "t=4+5");
  }

  @Test
  void makesNoMoreTasksThanThereAreVgroups() {
    // Given
    Layout layout = layout("t=2+3", "u=7");

    // Then
    assertThat(shares(layout, 10)).containsExactly("t=2", "t=3", "");
    assertThat(Deal.of(layout(), Set.of(), 10)).isEmpty();
  }

  @Test
  void letsFewTasksReadTheSameTopic() {
    // Given
    Layout layout = layout("c=1+2+3+4", "a=1+2+3+4", "b=5+6+7+8");

    // Then
    assertThat(Deal.of(layout, Set.of(), 3))
        .extracting(Deal::topics)
        .containsExactly(List.of("c"), List.of("a"), List.of("b"));
  }

  @Test
  void doesNotNameTheVgroupsOfATopicThatOneTaskReadsAlone() {
    // Given
    Layout layout = layout("t=2+3", "u=2+3");

    // Then
    assertThat(shares(layout, 1)).containsExactly("");
    assertThat(shares(layout, 3)).containsExactly("t=2", "t=3", "");
  }

  @Test
  void dealsATopicOfUnknownVgroupsAsOne() {
    // Given
    Layout layout = layout("t=", "u=7+8");

    // Then
    assertThat(Deal.of(layout, Set.of(), 3))
        .extracting(Deal::topics)
        .containsExactly(List.of("t"), List.of("u"), List.of("u"));
    assertThat(shares(layout, 3)).containsExactly("", "u=7", "u=8");
  }

  @Test
  void marksWhatWasFoundLater() {
    // Given
    Layout layout = layout("t=2+3", "u=2");
    Set<TopicVgroup> found = Set.of(new TopicVgroup("t", 3), new TopicVgroup("gone", 1));

    // Then
    assertThat(Deal.of(layout, found, 1))
        .extracting(deal -> deal.share().toString())
        .containsExactly("t=2+3*");
  }

  @RepeatedTest(200)
  void givesEachVgroupToOneTaskAndTheSameNumberToEach() {
    // Given
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    Layout layout = randomLayout(random);
    int maxTasks = 1 + random.nextInt(12);

    // When
    List<Deal> deals = Deal.of(layout, Set.of(), maxTasks);

    // Then
    List<TopicVgroup> dealt = new ArrayList<>();
    Set<Integer> sizes = new HashSet<>();
    for (Deal deal : deals) {
      List<TopicVgroup> part = ownedBy(deal, layout);
      dealt.addAll(part);
      sizes.add(part.size());
    }
    assertThat(dealt)
        .as("seed %d", seed)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(layout.all());
    assertThat(sizes).as("seed %d", seed).hasSizeLessThanOrEqualTo(2);
    assertThat(sizes.stream().mapToInt(size -> size).max().orElse(0))
        .as("seed %d", seed)
        .isLessThanOrEqualTo(sizes.stream().mapToInt(size -> size).min().orElse(0) + 1);
    assertThat(deals).as("seed %d", seed).isEqualTo(Deal.of(layout, Set.of(), maxTasks));
    assertThat(deals)
        .extracting(deal -> Share.parse(deal.share().toString()))
        .as("seed %d", seed)
        .isEqualTo(deals.stream().map(Deal::share).toList());
  }

  private static List<TopicVgroup> ownedBy(Deal deal, Layout layout) {
    List<TopicVgroup> owned = new ArrayList<>();
    for (String topic : deal.topics()) {
      for (int vgroup : deal.share().of(topic, layout.vgroups().get(topic))) {
        owned.add(new TopicVgroup(topic, vgroup));
      }
    }
    return owned;
  }

  private static Layout randomLayout(Random random) {
    Map<String, SortedSet<Integer>> vgroups = new LinkedHashMap<>();
    int topics = 1 + random.nextInt(5);
    for (int i = 0; i < topics; i++) {
      SortedSet<Integer> ids = new TreeSet<>();
      int size = 1 + random.nextInt(6);
      while (ids.size() < size) {
        ids.add(2 + random.nextInt(30));
      }
      vgroups.put("t" + i, ids);
    }
    return new Layout(TopicPlan.ofTopics(vgroups.keySet()), vgroups);
  }

  private static List<String> shares(Layout layout, int maxTasks) {
    return Deal.of(layout, Set.of(), maxTasks).stream()
        .map(deal -> deal.share().toString())
        .toList();
  }

  /**
   * @param topics such as {@code t=2+3}, {@code u=}
   */
  private static Layout layout(String... topics) {
    Map<String, SortedSet<Integer>> vgroups = new LinkedHashMap<>();
    for (String topic : topics) {
      String[] parts = topic.split("=", -1);
      SortedSet<Integer> ids = new TreeSet<>();
      for (String id : parts[1].isEmpty() ? new String[0] : parts[1].split("\\+", -1)) {
        ids.add(Integer.valueOf(id));
      }
      vgroups.put(parts[0], ids);
    }
    return new Layout(TopicPlan.ofTopics(vgroups.keySet()), vgroups);
  }
}
