package io.taosbridge.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.taosbridge.client.Parameter;
import io.taosbridge.client.error.Errors.Context;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.transport.Standing;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a server answers, reading it gives a value or this client's exception. */
class ReplyFuzzTest {

  private static final int ROUNDS = 10_000;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final String QUERY =
      """
      {"code":0,"message":"","action":"query","req_id":1,"timing":1,"id":3,"is_update":false,
       "affected_rows":0,"fields_count":2,"fields_names":["v","d"],"fields_types":[10,21],
       "fields_lengths":[4,8],"precision":0,"fields_precisions":[0,10],"fields_scales":[0,2]}""";
  private static final String PREPARED =
      """
      {"code":0,"message":"","action":"stmt2_prepare","req_id":1,"stmt_id":1,"is_insert":true,
       "fields_count":2,"fields":[
       {"name":"ts","field_type":9,"precision":1,"scale":0,"bytes":8,"bind_type":1},
       {"name":"v","field_type":10,"precision":0,"scale":0,"bytes":22,"bind_type":2}]}""";
  private static final String POLLED =
      """
      {"code":0,"message":"","action":"poll","req_id":1,"have_message":true,"topic":"t",
       "database":"d","vgroup_id":2,"message_type":1,"message_id":5,"offset":9}""";

  static List<Arguments> readers() {
    return List.of(
        Arguments.of(QUERY, reader(ResultHeader::ofQuery)),
        Arguments.of(QUERY, reader(ResultHeader::ofStatement)),
        Arguments.of(PREPARED, reader(ServerStatement::prepared)),
        Arguments.of(
            PREPARED,
            reader(
                reply ->
                    ServerStatement.parameters(
                        reply.list("fields"), field -> Parameter.Role.COLUMN))),
        Arguments.of(
            POLLED,
            reader(reply -> WsTmqMessage.of(null, reply, new Standing(), Optional.empty()))),
        Arguments.of(QUERY, reader(reply -> reply.orThrow(Context.QUERY, "cannot"))));
  }

  private static Consumer<Reply.Json> reader(Consumer<Reply.Json> reader) {
    return reader;
  }

  @ParameterizedTest
  @MethodSource("readers")
  void readsOrRefusesJsonWithAnyMembers(String valid, Consumer<Reply.Json> reader) {
    // Given
    int refused = 0;
    reader.accept(new Reply.Json(ScriptedServer.parse(valid)));

    for (int seed = 0; seed < ROUNDS; seed++) {
      JsonNode mutated = mutate(ScriptedServer.parse(valid), new Random(seed));

      // When
      try {
        reader.accept(new Reply.Json(mutated));
      } catch (TDengineException e) {
        refused++;
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + mutated, e);
      }
    }

    // Then
    assertThat(refused).as("refused of " + ROUNDS).isBetween(1, ROUNDS - 1);
  }

  /** One member, at any depth, becomes something else or goes. */
  private static JsonNode mutate(JsonNode root, Random random) {
    List<JsonNode> containers = new ArrayList<>();
    collect(root, containers);
    JsonNode container = containers.get(random.nextInt(containers.size()));
    if (container instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      String name = names.get(random.nextInt(names.size()));
      if (random.nextInt(5) == 0) {
        object.remove(name);
      } else {
        object.set(name, anything(random, 2));
      }
    } else {
      ArrayNode array = (ArrayNode) container;
      int index = random.nextInt(array.size());
      switch (random.nextInt(3)) {
        case 0 -> array.remove(index);
        case 1 -> array.insert(index, anything(random, 2));
        default -> array.set(index, anything(random, 2));
      }
    }
    return root;
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainerNode() && !node.isEmpty()) {
      containers.add(node);
      node.forEach(child -> collect(child, containers));
    }
  }

  private static JsonNode anything(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 10 : 8)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(random.nextBoolean());
      case 2 -> NODES.numberNode(random.nextInt(64) - 32);
      case 3 -> NODES.numberNode(random.nextInt());
      case 4 -> NODES.numberNode(random.nextLong());
      case 5 -> NODES.numberNode(new BigInteger(80, random));
      case 6 -> NODES.numberNode(random.nextGaussian());
      case 7 -> NODES.textNode(random.nextBoolean() ? "" : "text " + random.nextInt());
      case 8 -> NODES.arrayNode().add(anything(random, depth - 1));
      default -> NODES.objectNode().set("name", anything(random, depth - 1));
    };
  }

  @Test
  void readsOrRefusesBinaryRepliesOfAnyBytes() {
    // Given
    byte[] valid = new byte[120];
    WsConnectionTest.end(3).get(valid, 0, 51);
    int read = 0;
    int refused = 0;

    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      byte[] bytes = valid.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        bytes[8 + random.nextInt(bytes.length - 8)] = (byte) random.nextInt();
      }
      ByteBuffer frame =
          ByteBuffer.wrap(bytes, 0, random.nextInt(bytes.length + 1))
              .slice()
              .order(ByteOrder.LITTLE_ENDIAN);

      // When
      if (BinaryReply.requestIdOf(frame) != 0) {
        try {
          TmqRawReply.of(BinaryReply.read(frame));
          read++;
        } catch (TDengineException e) {
          refused++;
        } catch (RuntimeException e) {
          throw new AssertionError("seed " + seed, e);
        }
      }
    }

    // Then
    assertThat(read).isPositive();
    assertThat(refused).isPositive();
  }
}
