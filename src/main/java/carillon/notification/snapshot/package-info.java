/**
 * The input of the recipient rules, read from the database: rules, subscriptions, accounts and what
 * each may read. It decides nothing; that is {@code recipients}'.
 */
package carillon.notification.snapshot;
