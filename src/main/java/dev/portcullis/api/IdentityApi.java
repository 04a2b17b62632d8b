package dev.portcullis.api;

import dev.portcullis.identity.Subject;
import dev.portcullis.identity.drift.Finding;
import dev.portcullis.identity.drift.Findings;
import dev.portcullis.identity.drift.RequestSweep;
import dev.portcullis.identity.drift.SweepState;
import dev.portcullis.identity.outbox.RetryTask;
import dev.portcullis.identity.outbox.Task;
import dev.portcullis.identity.outbox.TaskState;
import dev.portcullis.identity.outbox.Tasks;
import dev.portcullis.v1.IdentityDrift;
import dev.portcullis.v1.IdentityDriftKind;
import dev.portcullis.v1.IdentityService;
import dev.portcullis.v1.IdentityServiceGrpc;
import dev.portcullis.v1.IdentitySweep;
import dev.portcullis.v1.ListIdentityDriftRequest;
import dev.portcullis.v1.ListIdentityDriftResponse;
import dev.portcullis.v1.ListProvisioningTasksRequest;
import dev.portcullis.v1.ListProvisioningTasksResponse;
import dev.portcullis.v1.ProvisioningTask;
import dev.portcullis.v1.ProvisioningTaskState;
import dev.portcullis.v1.ReconcileIdentitiesRequest;
import dev.portcullis.v1.ReconcileIdentitiesResponse;
import dev.portcullis.v1.RetryProvisioningTaskRequest;
import dev.portcullis.v1.RetryProvisioningTaskResponse;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** IdentityService on the wire. */
@GrpcService
class IdentityApi implements IdentityService {

    private static final String STATE = "PROVISIONING_TASK_STATE_";

    private final Calls calls;
    private final Tasks tasks;
    private final RetryTask retryTask;
    private final RequestSweep requestSweep;
    private final Findings findings;

    IdentityApi(Calls calls, Tasks tasks, RetryTask retryTask, RequestSweep requestSweep, Findings findings) {
        this.calls = calls;
        this.tasks = tasks;
        this.retryTask = retryTask;
        this.requestSweep = requestSweep;
        this.findings = findings;
    }

    @Override
    public Uni<ListProvisioningTasksResponse> listProvisioningTasks(ListProvisioningTasksRequest request) {
        return calls.handle(IdentityServiceGrpc.getListProvisioningTasksMethod(), request, access -> tasks.list(
                        state(request.getState()), Paging.request(access, request))
                .map(page -> ListProvisioningTasksResponse.newBuilder()
                        .addAllProvisioningTasks(page.map(IdentityApi::message).items())
                        .setNextPageToken(Paging.next(access, request, page))
                        .setProvisioningEnabled(tasks.areCarriedOut())
                        .build()));
    }

    @Override
    public Uni<RetryProvisioningTaskResponse> retryProvisioningTask(RetryProvisioningTaskRequest request) {
        return calls.handle(IdentityServiceGrpc.getRetryProvisioningTaskMethod(), request, access -> retryTask
                .run(access.call(), Subject.of(Names.id(request.getName()).replaceFirst("\\.", "/")))
                .map(task -> RetryProvisioningTaskResponse.newBuilder()
                        .setProvisioningTask(message(task))
                        .build()));
    }

    @Override
    public Uni<ReconcileIdentitiesResponse> reconcileIdentities(ReconcileIdentitiesRequest request) {
        return calls.handle(IdentityServiceGrpc.getReconcileIdentitiesMethod(), request, access -> requestSweep
                .run(access.call())
                .map(state -> ReconcileIdentitiesResponse.newBuilder()
                        .setLastSweep(message(state))
                        .build()));
    }

    @Override
    public Uni<ListIdentityDriftResponse> listIdentityDrift(ListIdentityDriftRequest request) {
        return calls.handle(IdentityServiceGrpc.getListIdentityDriftMethod(), request, access -> findings.list(
                        Paging.request(access, request))
                .flatMap(page -> findings.lastSweep().map(sweep -> ListIdentityDriftResponse.newBuilder()
                        .addAllDrifts(page.map(IdentityApi::message).items())
                        .setNextPageToken(Paging.next(access, request, page))
                        .setLastSweep(message(sweep))
                        .build())));
    }

    private static IdentityDrift message(Finding finding) {
        return IdentityDrift.newBuilder()
                .setSubject(finding.subject().name())
                .setKind(IdentityDriftKind.valueOf("IDENTITY_DRIFT_KIND_" + finding.drift()))
                .setDetail(finding.detail())
                .setFoundAt(Names.timestamp(finding.foundAt()))
                .build();
    }

    private static IdentitySweep message(SweepState state) {
        var message = IdentitySweep.newBuilder()
                .setBegunAt(Names.timestamp(state.begunAt()))
                .setLookedAt(state.lookedAt());
        if (state.endedAt() != null) {
            message.setEndedAt(Names.timestamp(state.endedAt()));
        }
        return message.build();
    }

    private static Optional<TaskState> state(ProvisioningTaskState state) {
        return state == ProvisioningTaskState.PROVISIONING_TASK_STATE_UNSPECIFIED
                ? Optional.empty()
                : Optional.of(TaskState.valueOf(state.name().substring(STATE.length())));
    }

    private static ProvisioningTask message(Task task) {
        var name = task.subject().name();
        var message = ProvisioningTask.newBuilder()
                .setName("provisioningTasks/" + name.replace('/', '.'))
                .setSubject(name)
                .setState(ProvisioningTaskState.valueOf(STATE + task.state()))
                .setRevision(task.revision())
                .setCreatedAt(Names.timestamp(task.createdAt()))
                .setAttempts(task.attempts())
                .setError(task.error());
        if (task.state() == TaskState.PENDING) {
            message.setNextAttemptAt(Names.timestamp(task.dueAt()));
        }
        return message.build();
    }
}
