/**
 * Looks regularly, once per cluster, whether all is well. In: every bean that is a {@link
 * carillon.systemcheck.Check}; each package ships those that know its field. Out: system events
 * with status and log, and {@link carillon.systemcheck.SystemEventChanged} when the status is not
 * what it was.
 */
package carillon.systemcheck;
