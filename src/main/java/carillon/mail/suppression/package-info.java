/**
 * Addresses that are not written to for a while because a relay said that they do not exist. In:
 * addresses that bounced. Out: whether one is suppressed, and for administrators why, since when
 * and who ended it.
 */
package carillon.mail.suppression;
