/**
 * Who did or read what: each change over HTTP, each read of addresses, payloads, private comments
 * or settings, and each refused attempt is one line of {@code carillon_audit} and one row that
 * {@code GET /audit} shows. In: answers of resources, and what these add ({@link
 * carillon.http.audit.AuditDetail}). Out: lines and rows.
 */
package carillon.http.audit;
