/**
 * What one node accepts from its clients: the size of a request's body, the rate of writes of an
 * account, the number of concurrent writes. Beyond a limit a request gets 413, 429 or 503 at once.
 */
package carillon.http.limits;
