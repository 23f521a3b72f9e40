/**
 * Imports issues from Jira, Data Center and Cloud, with their whole history. In: {@code POST
 * /imports/jira}. The job {@code tuleap.tracker.creation.jira} starts a Jakarta Batch job in steps:
 * fetch (Jira's pages into rows), write (rows into artifacts with dated, silent changesets),
 * report. Out: artifacts, a list of what could not be carried over, one mail.
 */
package carillon.jiraimport;
