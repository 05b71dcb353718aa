package io.github.memfrag.testing;

import io.github.memfrag.kernel.KernelTree;
import io.github.memfrag.kernel.VmControls;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Skips a {@link LiveKernel} test where the machine lacks what the test needs. */
final class LiveKernelCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<String> lack = AnnotationSupport.findAnnotation(context.getElement(), LiveKernel.class)
                .flatMap(LiveKernelCondition::lack);
        if (lack.isEmpty()) {
            return ConditionEvaluationResult.enabled("this machine can");
        }
        String reason = SkippedTests.MACHINE_CANNOT + lack.get();
        SkippedTests.of(context).add(context.getDisplayName(), reason); // SkipWatcher is told of methods, not of classes.
        return ConditionEvaluationResult.disabled(reason);
    }

    private static Optional<String> lack(LiveKernel needs) {
        VmControls controls = new VmControls(KernelTree.host());
        if (!Files.exists(controls.locate("/proc/buddyinfo"))) {
            return Optional.of("there is no /proc/buddyinfo");
        }
        if (!SkippedTests.isRoot()) {
            return Optional.of(SkippedTests.NOT_ROOT);
        }
        if (needs.writes()) {
            for (String control : new String[] {VmControls.DROP_CACHES, VmControls.COMPACT_MEMORY}) {
                try {
                    controls.checkWritable(control);
                } catch (IOException e) {
                    return Optional.of("no write: " + e); // Which names the file.
                }
            }
        }
        return Optional.empty();
    }
}
