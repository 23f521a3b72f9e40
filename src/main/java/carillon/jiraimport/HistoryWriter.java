package carillon.jiraimport;

import carillon.jiraimport.IssueHistory.Entry;
import carillon.tracker.Directory;
import carillon.tracker.History;
import carillon.tracker.PastChange;
import carillon.tracker.Users;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.batch.api.chunk.ItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
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
public class HistoryWriter extends ImportStep implements ItemWriter {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Inject IssueTable issues;
  @Inject PersonTable persons;
  @Inject WarningTable warnings;
  @Inject TrackerShape shape;
  @Inject History history;
  @Inject Directory directory;
  @Inject Users users;

  @Override
  public void writeItems(List<Object> items) throws Exception {
    reporting(
        () -> {
          write(items.stream().map(IssueTable.Fetched.class::cast).toList());
          return null;
        });
  }

  @Override
  public void open(Serializable checkpoint) {}

  @Override
  public void close() {}

  @Override
  public Serializable checkpointInfo() {
    return null;
  }

  private void write(List<IssueTable.Fetched> fetched) throws JsonProcessingException {
    JiraImport job = job();
    FieldPlan plan = JSON.readValue(job.plan(), FieldPlan.class);
    Warnings lost = new Warnings();
    People people = new People(job.url(), persons, directory, users);
    IssueReading reading = new IssueReading(Dialect.of(job.cloud()), plan, people, lost);
    List<IssueHistory> read = new ArrayList<>();
    for (IssueTable.Fetched one : fetched) {
      read(one, reading, lost).ifPresent(read::add);
    }
    shape.fit(job.trackerId(), plan, read);
    Map<Long, List<Entry>> written = new HashMap<>();
    read.forEach(issue -> write(job, issue, written));
    issues.addEntries(written);
    warnings.add(importId, lost.times());
    issues.written(importId, fetched.stream().map(IssueTable.Fetched::issueId).toList());
    imports.count(importId, 0, fetched.size());
  }

  /** An issue that cannot be understood is in the report, and stops no other. */
  private static Optional<IssueHistory> read(
      IssueTable.Fetched one, IssueReading reading, Warnings lost) throws JsonProcessingException {
    try {
      return reading.read(JSON.readTree(one.document()));
    } catch (DateTimeException unreadable) {
      lost.add("issue " + one.issueId() + " is left out: " + unreadable.getMessage());
      return Optional.empty();
    }
  }

  private void write(JiraImport job, IssueHistory issue, Map<Long, List<Entry>> written) {
    Optional<IssueTable.Known> known = issues.known(job, issue.id());
    if (known.isEmpty()) {
      long artifact = history.create(job.trackerId(), changes(issue.entries()));
      issues.insert(job, issue, artifact);
      written.put(artifact, issue.entries());
    } else if (!known.get().updated().equals(issue.updated())) {
      long artifact = known.get().artifactId();
      Set<String> before = issues.entries(artifact);
      List<Entry> more =
          issue.entries().stream().filter(entry -> !before.contains(entry.name())).toList();
      history.append(artifact, changes(more));
      issues.updated(job, issue);
      written.put(artifact, more);
    }
  }

  private static List<PastChange> changes(List<Entry> entries) {
    return entries.stream().map(Entry::change).toList();
  }
}
