package io.github.memfrag.relief;

import static java.util.stream.Collectors.toList;

import io.github.memfrag.kernel.ZoneName;
import io.github.memfrag.relief.helper.ReliefStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jolokia.shaded.org.json.simple.JSONObject;
import org.jolokia.shaded.org.json.simple.JSONValue;

/** A relief as a line of the ledger. It holds more than is read back: the figures are for who reads the file with other tools. */
final class LedgerLine {
    private LedgerLine() {}

    static String of(ReliefReport report) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", report.id());
        line.put("time", Instant.ofEpochMilli(report.startEpochMillis()).toString());
        line.put("startTime", report.startEpochMillis());
        line.put("durationMillis", report.durationMillis());
        line.put("operation", report.operation().name());
        line.put("requestedBy", report.requestedBy());
        line.put("way", report.way().orElse(null));
        line.put("outcome", report.outcome().name());
        line.put("recovered", report.recovered().orElse(null));
        line.put("conclusion", report.conclusion());
        line.put("previousCureMillis", report.previousCureMillis().isPresent() ? report.previousCureMillis().getAsLong() : null);
        line.put("steps", report.steps().stream().map(LedgerLine::step).collect(toList()));
        report.effect().ifPresent(effect -> {
            line.put("freedPages", effect.freedPages());
            line.put("order", effect.watchOrder());
            line.put("zone", effect.zone().map(ZoneName::toString).orElse(null));
            line.put("unusableFreePercentBefore", orNull(effect.unusablePercentBefore()));
            line.put("unusableFreePercentAfter", orNull(effect.unusablePercentAfter()));
        });
        return JSONValue.toJSONString(line);
    }

    private static Map<String, Object> step(ReliefStep step) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("step", step.name());
        object.put("durationMillis", step.durationMillis());
        object.put("outcome", step.outcome().name());
        object.put("message", step.message());
        return object;
    }

    private static Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    /** Empty when it is none of ours. */
    static Optional<ReliefReport> parse(String text) {
        Object line = JSONValue.parse(text);
        if (!(line instanceof JSONObject)) {
            return Optional.empty();
        }
        try {
            return Optional.of(report((JSONObject) line));
        } catch (RuntimeException e) {
            return Optional.empty(); // A field that is missing or of another kind.
        }
    }

    private static ReliefReport report(JSONObject line) {
        RunningRelief relief = new RunningRelief((Long) line.get("id"), ReliefOperation.named((String) line.get("operation")),
                (String) line.get("requestedBy"), (String) line.get("way"), (Long) line.get("startTime"), "");
        List<ReliefStep> steps = new ArrayList<>();
        for (Object step : (List<?>) line.get("steps")) {
            steps.add(step((JSONObject) step));
        }
        return new ReliefReport(relief, (Long) line.get("durationMillis"), ReliefOutcome.valueOf((String) line.get("outcome")), steps,
                null, (Boolean) line.get("recovered"), (String) line.get("conclusion"), number(line.get("previousCureMillis")));
    }

    private static OptionalLong number(Object value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of((Long) value);
    }

    private static ReliefStep step(JSONObject step) {
        return new ReliefStep((String) step.get("step"), (Long) step.get("durationMillis"),
                ReliefStep.Outcome.valueOf((String) step.get("outcome")), (String) step.get("message"));
    }
}
