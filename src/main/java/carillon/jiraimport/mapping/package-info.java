/**
 * Translates an issue of Jira into dated changes of an artifact: fields, values and users. It reads
 * no Jira and writes no tracker.
 */
package carillon.jiraimport.mapping;
