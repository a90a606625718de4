package kairos

import java.io.File

/** A signal as JSON. `rank` says what is dropped first: positions 0, states of the device 1, the rest 2; 3 never. */
internal data class Waiting(val id: String, val rank: Int, val json: String)

/** Says how dear a signal is: consents, ids, traits, carts, and events of an order or a purchase are never dropped. */
internal fun rankOf(kind: String, value: Map<String, Any?>): Int = when (kind) {
    "location", "beacon" -> 0
    "device" -> 1
    "event" -> if (ORDER.containsMatchIn(value["name"].toString())) 3 else 2
    else -> 3
}

private val ORDER = Regex("order|purchase|checkout|payment", RegexOption.IGNORE_CASE)

/** The signals that the engine does not have yet, oldest first, in a file: a line each, id and rank before the JSON. */
internal class Outbox(private val file: File) {
    private val signals = ArrayList<Waiting>()

    init {
        // A line that a kill cut short ends without the brace that every signal ends with.
        for (line in runCatching { file.readLines() }.getOrDefault(emptyList())) {
            val parts = line.split('\t', limit = 3)
            val rank = parts.getOrNull(1)?.toIntOrNull()
            if (rank != null && parts.size == 3 && parts[2].endsWith("}")) signals.add(Waiting(parts[0], rank, parts[2]))
        }
        // The next line must not begin in the middle of one that was cut short.
        if (file.exists()) write()
    }

    /** Keeps a signal. Returns how many were dropped for it, itself included where nothing else may be. */
    fun add(signal: Waiting): Int {
        val isFull = signals.size >= MOST
        // Of the least dear the oldest.
        val victim = if (isFull) (signals + signal).minWith(compareBy { it.rank }) else null
        if (victim === signal || victim?.rank == 3) return 1
        if (victim != null) signals.remove(victim)
        signals.add(signal)
        if (victim != null) write() else runCatching { file.appendText(lineOf(signal)) }
        return if (victim != null) 1 else 0
    }

    fun next(): List<Waiting> = signals.take(BATCH)

    fun remove(batch: List<Waiting>) {
        signals.removeAll(batch.toSet())
        write()
    }

    /** Deletes all that waits. Returns how many. */
    fun clear(): Int = signals.size.also {
        signals.clear()
        write()
    }

    private fun write() {
        val anew = File(file.path + ".new")
        runCatching {
            anew.writeText(signals.joinToString("", transform = ::lineOf))
            anew.renameTo(file)
        }
    }

    private fun lineOf(signal: Waiting) = "${signal.id}\t${signal.rank}\t${signal.json}\n"

    private companion object {
        const val MOST = 2000
        const val BATCH = 100
    }
}
