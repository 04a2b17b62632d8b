package dev.portcullis.api;

import dev.portcullis.identity.Subject;
import dev.portcullis.identity.outbox.RetryTask;
import dev.portcullis.identity.outbox.Task;
import dev.portcullis.identity.outbox.TaskState;
import dev.portcullis.identity.outbox.Tasks;
import dev.portcullis.v1.IdentityService;
import dev.portcullis.v1.IdentityServiceGrpc;
import dev.portcullis.v1.ListProvisioningTasksRequest;
import dev.portcullis.v1.ListProvisioningTasksResponse;
import dev.portcullis.v1.ProvisioningTask;
import dev.portcullis.v1.ProvisioningTaskState;
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

    IdentityApi(Calls calls, Tasks tasks, RetryTask retryTask) {
        this.calls = calls;
        this.tasks = tasks;
        this.retryTask = retryTask;
    }

    @Override
    public Uni<ListProvisioningTasksResponse> listProvisioningTasks(ListProvisioningTasksRequest request) {
        return calls.handle(IdentityServiceGrpc.getListProvisioningTasksMethod(), request, access -> tasks.list(
                        state(request.getState()), Paging.request(request))
                .map(page -> ListProvisioningTasksResponse.newBuilder()
                        .addAllProvisioningTasks(page.map(IdentityApi::message).items())
                        .setNextPageToken(Paging.next(request, page))
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
