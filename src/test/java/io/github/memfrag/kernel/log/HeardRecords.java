package io.github.memfrag.kernel.log;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps what a source hands over. */
class HeardRecords implements LogSink {
    final List<String> opened = Collections.synchronizedList(new ArrayList<>());
    final List<LogRecord> records = Collections.synchronizedList(new ArrayList<>());
    final AtomicInteger malformed = new AtomicInteger();
    final AtomicLong lost = new AtomicLong();

    @Override
    public void opened(String source) {
        opened.add(source);
    }

    @Override
    public void record(LogRecord record) {
        records.add(record);
    }

    @Override
    public void malformed() {
        malformed.incrementAndGet();
    }

    @Override
    public void lost(long records) {
        lost.addAndGet(records);
    }

    List<String> messages() {
        return List.copyOf(records).stream().map(LogRecord::message).toList();
    }
}
