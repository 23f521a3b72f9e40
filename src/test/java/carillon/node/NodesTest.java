package carillon.node;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.job.engine.NodeName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes that meet in a real database. */
class NodesTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Things things = new Things("things");
  private Jdbi jdbi;
  private Nodes one;
  private Nodes two;

  /** What a node tells. */
  record Thing(String name, Instant at) {}

  private static final class Things implements NodePart<Thing> {
    private final String name;
    private final List<Thing> now = new ArrayList<>();

    Things(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Class<Thing> type() {
      return Thing.class;
    }

    @Override
    public List<Thing> now() {
      return List.copyOf(now);
    }
  }

  @BeforeEach
  void twoNodes() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    Flyway.configure().dataSource(source).locations("classpath:db/migration").load().migrate();
    jdbi = Jdbi.create(source);
    one = node("one", things);
    Things others = new Things("things");
    others.now.add(new Thing("theirs", Instant.parse("2026-01-01T12:00:00.123456Z")));
    two = node("two", others);
  }

  private Nodes node(String name, Things some) {
    return new Nodes(new NodeTable(jdbi), List.of(some), new NodeName(name), nanos::get);
  }

  @Test
  void eachKnowsItselfAsItIsAndTheOthersAsTheySaid() {
    two.exchange();
    one.exchange();
    Thing mine = new Thing("mine", Instant.EPOCH);
    things.now.add(mine);

    List<NodeState<Thing>> all = one.all(things);

    assertThat(all).extracting(NodeState::node).containsExactly("one", "two");
    assertThat(all).extracting(NodeState::silent).containsOnly(false);
    assertThat(all.get(0).items()).containsExactly(mine);
    assertThat(all.get(1).items())
        .containsExactly(new Thing("theirs", Instant.parse("2026-01-01T12:00:00.123456Z")));
    assertThat(SilentNode.among(all)).isEmpty();
  }

  @Test
  void aNodeThatSaysNothingIsSilentAndForgottenInTheEnd() {
    two.exchange();
    age("two", 31);
    one.exchange();

    assertThat(one.all(things).get(1).silent()).isTrue();
    assertThat(one.all(things).get(1).items()).isEmpty();
    assertThat(SilentNode.among(one.all(things)))
        .singleElement()
        .satisfies(
            silent -> {
              assertThat(silent.node()).isEqualTo("two");
              assertThat(silent.seenAt()).isBefore(Instant.now().minusSeconds(20));
            });
    age("two", 901);
    one.exchange();
    assertThat(one.all(things)).hasSize(1);
  }

  @Test
  void whoeverCannotReachTheDatabaseKnowsNothingOfTheOthers() {
    two.exchange();
    one.exchange();
    nanos.addAndGet(Duration.ofSeconds(31).toNanos());

    assertThat(one.all(things)).extracting(NodeState::silent).containsExactly(false, true);
  }

  @Test
  void aNodeThatEndsSignsOffForGood() {
    two.exchange();
    two.leave();
    two.exchange();
    one.exchange();
    assertThat(one.all(things)).extracting(NodeState::node).containsExactly("one");
  }

  @Test
  void aNodeThatWasKilledAndStartsAgainReplacesItsEarlierLife() {
    two.exchange();
    age("two", 31);
    node("two", things).exchange();
    one.exchange();
    assertThat(one.all(things)).extracting(NodeState::silent).containsExactly(false, false);
  }

  @Test
  void twoNodesOfOneNameAreBothSeen() {
    two.exchange();
    node("two", things).exchange();
    one.exchange();
    assertThat(one.all(things)).extracting(NodeState::node).containsExactly("one", "two", "two");
  }

  @Test
  void whatANodeOfAnotherVersionSaysDifferentlyIsLeftOut() {
    two.exchange();
    for (String strange : List.of("{", "{}", "{\"things\":{}}", "{\"things\":[{\"at\":\"x\"}]}")) {
      jdbi.useHandle(handle -> handle.execute("update node_state set parts = ?", strange));
      one.exchange();
      NodeState<Thing> other = one.all(things).get(1);
      assertThat(other.items()).as(strange).isEmpty();
      assertThat(other.silent()).isFalse();
    }
    jdbi.useHandle(
        handle ->
            handle.execute(
                "update node_state set parts = '{\"things\":[{\"name\":\"n\",\"new\":1}]}'"
                    + " where name = 'two'"));
    one.exchange();
    assertThat(one.all(things).get(1).items()).containsExactly(new Thing("n", null));
  }

  private void age(String name, int seconds) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "update node_state set seen_at = current_timestamp - interval '%d' second"
                        .formatted(seconds)
                    + " where name = ?",
                name));
  }
}
