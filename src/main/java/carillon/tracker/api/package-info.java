/**
 * The tracker over HTTP: resources, and the views in which they show its rows. In: requests of the
 * contract. Out: calls of the services in {@link carillon.tracker}; every view is built within the
 * transaction that read its rows.
 */
package carillon.tracker.api;
