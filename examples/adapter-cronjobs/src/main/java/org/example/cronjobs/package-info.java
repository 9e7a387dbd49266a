/** CronJobs of Kubernetes as a target: one pod for a run, and no orchestrator. */
package org.example.cronjobs;
