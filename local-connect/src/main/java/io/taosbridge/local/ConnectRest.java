package io.taosbridge.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The REST API of a Connect worker.
 *
 * <p>While the worker joins its group or moves tasks it answers 409 or 503, or not at all: such
 * requests are repeated for up to a minute. Any other error is a {@link ConnectRestException}.
 */
public final class ConnectRest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int HTTP_NOT_FOUND = 404;
  private static final int HTTP_CONFLICT = 409;
  private static final int HTTP_UNAVAILABLE = 503;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private final ObjectMapper json = new ObjectMapper();
  private final URI root;

  /**
   * @param root such as {@code http://127.0.0.1:8083/}
   */
  public ConnectRest(URI root) {
    this.root = root;
  }

  /** The connectors, converters and the like that the worker has found. */
  public List<ConnectorPlugin> plugins() {
    List<ConnectorPlugin> plugins = new ArrayList<>();
    for (JsonNode plugin : get("connector-plugins?connectorsOnly=false")) {
      plugins.add(
          new ConnectorPlugin(
              plugin.path("class").asText(),
              plugin.path("type").asText(),
              plugin.path("version").asText("")));
    }
    return List.copyOf(plugins);
  }

  /** The names of the connectors that are deployed. */
  public List<String> connectors() {
    List<String> names = new ArrayList<>();
    get("connectors").forEach(name -> names.add(name.asText()));
    return List.copyOf(names);
  }

  /** Deploys a connector, or gives it a new configuration if it is there. */
  public void putConnector(String name, Map<String, String> config) {
    request("PUT", connector(name) + "/config", write(config));
  }

  /** Checks a configuration without deploying it. */
  public Validation validate(Map<String, String> config) {
    String connectorClass = config.get("connector.class");
    String pluginName = connectorClass.substring(connectorClass.lastIndexOf('.') + 1);
    JsonNode answer =
        request(
            "PUT", "connector-plugins/" + encode(pluginName) + "/config/validate", write(config));
    Map<String, List<String>> errors = new TreeMap<>();
    for (JsonNode option : answer.path("configs")) {
      JsonNode value = option.path("value");
      List<String> messages = new ArrayList<>();
      value.path("errors").forEach(message -> messages.add(message.asText()));
      if (!messages.isEmpty()) {
        errors.put(value.path("name").asText(), List.copyOf(messages));
      }
    }
    return new Validation(errors);
  }

  /** What a connector and its tasks are doing, or empty if there is no such connector (yet). */
  public Optional<ConnectorStatus> status(String name) {
    try {
      JsonNode answer = get(connector(name) + "/status");
      List<TaskStatus> tasks = new ArrayList<>();
      for (JsonNode task : answer.path("tasks")) {
        tasks.add(
            new TaskStatus(
                task.path("id").asInt(),
                state(task),
                task.path("worker_id").asText(),
                trace(task)));
      }
      JsonNode self = answer.path("connector");
      return Optional.of(new ConnectorStatus(name, state(self), trace(self), tasks));
    } catch (ConnectRestException e) {
      if (e.status() == HTTP_NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Restarts a connector and all its tasks. */
  public void restartConnector(String name) {
    request("POST", connector(name) + "/restart?includeTasks=true", "");
  }

  public void restartTask(String name, int task) {
    request("POST", connector(name) + "/tasks/" + task + "/restart", "");
  }

  /** Asks a connector and its tasks to rest; the tasks stay where they are. */
  public void pauseConnector(String name) {
    request("PUT", connector(name) + "/pause", "");
  }

  /** Asks a connector to stop and to give up its tasks, so that its offsets can be changed. */
  public void stopConnector(String name) {
    request("PUT", connector(name) + "/stop", "");
  }

  /** Lets a connector that was paused or stopped go on. */
  public void resumeConnector(String name) {
    request("PUT", connector(name) + "/resume", "");
  }

  /** The offsets that are stored for a connector. */
  public List<ConnectorOffset> offsets(String name) {
    List<ConnectorOffset> offsets = new ArrayList<>();
    for (JsonNode each : get(connector(name) + "/offsets").path("offsets")) {
      offsets.add(json.convertValue(each, ConnectorOffset.class));
    }
    return List.copyOf(offsets);
  }

  /** Changes offsets of a connector that is stopped; those that are null are deleted. */
  public void alterOffsets(String name, List<ConnectorOffset> offsets) {
    request("PATCH", connector(name) + "/offsets", write(Map.of("offsets", offsets)));
  }

  /** Deletes all offsets of a connector that is stopped. */
  public void deleteOffsets(String name) {
    request("DELETE", connector(name) + "/offsets", "");
  }

  /** Removes a connector; its tasks stop soon afterwards. Its offsets stay. */
  public void deleteConnector(String name) {
    request("DELETE", connector(name), "");
  }

  void awaitReady() {
    get("connectors");
  }

  private static State state(JsonNode node) {
    return State.valueOf(node.path("state").asText());
  }

  private static String trace(JsonNode node) {
    return node.path("trace").asText("");
  }

  private static String connector(String name) {
    return "connectors/" + encode(name);
  }

  private static String encode(String pathSegment) {
    return URLEncoder.encode(pathSegment, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private String write(Map<String, ?> body) {
    try {
      return json.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode get(String path) {
    return request("GET", path, "");
  }

  private JsonNode request(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(root.resolve("/" + path))
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .timeout(PATIENCE)
            .build();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (true) {
        HttpResponse<String> response =
            http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        int status = response.statusCode();
        if (status < 300) {
          return json.readTree(response.body());
        }
        boolean passing = status == HTTP_CONFLICT || status == HTTP_UNAVAILABLE;
        boolean notReady = status == HTTP_NOT_FOUND && response.body().isEmpty();
        if (!(passing || notReady) || System.nanoTime() > deadline) {
          throw new ConnectRestException(method + " " + path, status, message(response.body()));
        }
        Thread.sleep(PAUSE.toMillis());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + request.uri() + " failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted during " + method + " " + path, e);
    }
  }

  private String message(String body) {
    try {
      return json.readTree(body).path("message").asText(body);
    } catch (JsonProcessingException e) {
      return body;
    }
  }
}
