/**
 * The workers: loops on the server's managed threads that take jobs from {@link
 * carillon.job.engine.JobSource} and run them by the {@link carillon.job.JobHandler} of their event
 * name. The only package that knows managed threads; others get theirs as {@link
 * carillon.job.engine.BackgroundTasks}. Out: {@link carillon.job.engine.RunsCompleted} for the runs
 * that Redis knows of, {@link carillon.job.engine.Workers} for those who look.
 */
package carillon.worker;
