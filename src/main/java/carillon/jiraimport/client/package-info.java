/**
 * One Jira over HTTP: requests, retries, credentials, and what differs between Cloud and Data
 * Center, rich text included. Its answers leave this package as JSON.
 */
package carillon.jiraimport.client;
