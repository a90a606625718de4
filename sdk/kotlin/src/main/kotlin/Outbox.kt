package kairos

import java.io.File

/** A signal as JSON, with what the outbox asks of it. */
internal data class Waiting(val id: String, val kind: String, val json: String)

/** The signals that the engine does not have yet, oldest first, in a file: a line each, id and kind before the JSON. */
internal class Outbox(private val file: File) {
    private val signals = ArrayDeque<Waiting>()

    init {
        if (file.exists()) {
            // A line that a kill cut short ends without the brace that every signal ends with.
            for (line in file.readLines()) {
                val parts = line.split('\t', limit = 3)
                if (parts.size == 3 && parts[2].endsWith("}")) signals += Waiting(parts[0], parts[1], parts[2])
            }
        }
    }

    fun add(signal: Waiting) {
        if (signals.size >= MOST) {
            // The next position makes up for one that is dropped.
            val oldest = signals.firstOrNull { it.kind == "location" } ?: signals.firstOrNull { it.kind == "device" } ?: return
            signals.remove(oldest)
            signals += signal
            write()
        } else {
            signals += signal
            runCatching { file.appendText(lineOf(signal)) }
        }
    }

    fun next(): List<Waiting> = signals.take(BATCH)

    fun remove(batch: List<Waiting>) {
        signals.removeAll(batch.toSet())
        write()
    }

    private fun write() {
        val anew = File(file.path + ".new")
        runCatching {
            anew.writeText(signals.joinToString("", transform = ::lineOf))
            anew.renameTo(file)
        }
    }

    private fun lineOf(signal: Waiting) = "${signal.id}\t${signal.kind}\t${signal.json}\n"

    private companion object {
        const val MOST = 2_000
        const val BATCH = 100
    }
}
