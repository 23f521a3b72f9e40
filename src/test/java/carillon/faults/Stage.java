package carillon.faults;

import java.util.List;

/**
 * Where a fault happens.
 *
 * @param users the server that the users' saves and jobs go to
 * @param workers the servers that may run the jobs
 */
record Stage(
    Inbox inbox, CarillonServer users, List<CarillonServer> workers, SampleTracker tracker) {}
