package carillon.jiraimport.batch;

import carillon.http.Json;
import carillon.jiraimport.client.JiraApi;
import carillon.jiraimport.client.JiraJson;
import carillon.jiraimport.client.Warnings;
import carillon.jiraimport.mapping.FieldMapping;
import carillon.jiraimport.mapping.IssueHistory;
import carillon.jiraimport.mapping.IssueHistory.Entry;
import carillon.jiraimport.mapping.IssueMapper;
import carillon.jiraimport.mapping.UserMapper;
import carillon.jiraimport.mapping.UserMappingTable;
import carillon.jiraimport.run.JiraImport;
import carillon.jiraimport.run.WarningTable;
import carillon.tracker.Users;
import carillon.tracker.history.DatedChange;
import carillon.tracker.history.HistoryImport;
import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.batch.api.chunk.ItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.DateTimeException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes issues as artifacts with their whole history. All of one issue is written in the chunk's
 * transaction, together with what says that it is: so it is there once and whole, or not at all.
 */
@Named("jiraHistory")
@Dependent
public class IssueWriter extends ImportStep implements ItemWriter {
  @Inject StagedIssueTable fetched;
  @Inject IssueTable issues;
  @Inject UserMappingTable persons;
  @Inject WarningTable warnings;
  @Inject TrackerSchemaUpdater shape;
  @Inject HistoryImport historyImport;
  @Inject Users users;

  @Override
  public void writeItems(List<Object> items) throws JsonProcessingException {
    write(items.stream().map(Long.class::cast).toList());
  }

  @Override
  public void open(Serializable checkpoint) {}

  @Override
  public void close() {}

  @Override
  public Serializable checkpointInfo() {
    return null;
  }

  private void write(List<Long> read) throws JsonProcessingException {
    JiraImport job = job();
    FieldMapping plan = Json.MAPPER.readValue(job.plan(), FieldMapping.class);
    Warnings lost = new Warnings();
    UserMapper userMapper = new UserMapper(job.url(), persons, users, lost);
    IssueMapper reading = new IssueMapper(JiraApi.of(job.cloud()), plan, userMapper, lost);
    Map<Long, IssueHistory> histories = histories(read, reading, lost);
    shape.fit(job.trackerId(), plan, histories.values());
    Map<Long, IssueTable.Known> known = issues.known(job, histories.keySet());
    create(job, histories.values().stream().filter(i -> !known.containsKey(i.id())).toList());
    known.forEach((id, before) -> append(job, histories.get(id), before, lost));
    warnings.add(importId(), lost.times());
    fetched.written(importId(), read);
    imports.count(importId(), 0, read.size());
  }

  /** What these issues are to become, by id; a long list stops half-way when it is to stop. */
  private Map<Long, IssueHistory> histories(List<Long> read, IssueMapper reading, Warnings lost)
      throws JsonProcessingException {
    Map<Long, IssueHistory> histories = new LinkedHashMap<>();
    for (long one : read) {
      stopping().check();
      read(one, reading, lost).ifPresent(issue -> histories.put(issue.id(), issue));
    }
    return histories;
  }

  /** An issue that cannot be understood is in the report, and stops no other. */
  private Optional<IssueHistory> read(long issueId, IssueMapper reading, Warnings lost)
      throws JsonProcessingException {
    try {
      return reading.read(JiraJson.read(fetched.document(importId(), issueId)));
    } catch (DateTimeException unreadable) {
      lost.add("issue " + issueId + " is left out: " + unreadable.getMessage());
      return Optional.empty();
    }
  }

  private void create(JiraImport job, List<IssueHistory> fresh) {
    List<Long> artifacts =
        historyImport.create(
            job.trackerId(), fresh.stream().map(issue -> changes(issue.entries())).toList());
    Map<Long, IssueHistory> byArtifact = new LinkedHashMap<>();
    Map<Long, List<Entry>> entries = new LinkedHashMap<>();
    for (int i = 0; i < artifacts.size(); i++) {
      byArtifact.put(artifacts.get(i), fresh.get(i));
      entries.put(artifacts.get(i), fresh.get(i).entries());
    }
    issues.insert(job, byArtifact);
    issues.addEntries(entries);
  }

  /** Adds what an issue has more than when it was last here. */
  private void append(JiraImport job, IssueHistory issue, IssueTable.Known before, Warnings lost) {
    if (before.updated().equals(issue.updated())) {
      return;
    }
    long artifact = before.artifactId();
    Set<String> written = issues.entries(artifact);
    List<Entry> more =
        issue.entries().stream().filter(entry -> !written.contains(entry.name())).toList();
    if (historyImport.append(job.trackerId(), artifact, changes(more))) {
      issues.addEntries(Map.of(artifact, more));
    } else {
      lost.add("changes of issues whose artifacts are deleted here");
    }
    issues.updated(job, issue);
  }

  private static List<DatedChange> changes(List<Entry> entries) {
    return entries.stream().map(Entry::change).toList();
  }
}
