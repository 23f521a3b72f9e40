/**
 * Imports issues from Jira, Data Center and Cloud, with their whole history. This package takes the
 * orders ({@code POST /imports/jira}) and starts imports; {@code client} reads Jira, {@code
 * mapping} translates issues, {@code batch} holds the steps, {@code run} the state of each import.
 * Out: artifacts, a list of what could not be carried over, one mail.
 */
package carillon.jiraimport;
