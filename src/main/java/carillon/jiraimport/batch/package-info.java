/**
 * The steps of the batch job {@code jira-import}: decide the fields, read and keep the issues,
 * write them as history, report what is missing. The only package that knows Jakarta Batch.
 */
package carillon.jiraimport.batch;
