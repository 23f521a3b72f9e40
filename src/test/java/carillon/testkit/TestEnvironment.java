package carillon.testkit;

import java.util.List;

/**
 * Where a fault happens.
 *
 * @param users the server that the users' saves and jobs go to
 * @param workers the servers that may run the jobs
 */
public record TestEnvironment(
    Inbox inbox, CarillonServer users, List<CarillonServer> workers, SampleTracker tracker) {}
