package kairos

import java.io.File
import java.util.UUID
import java.util.concurrent.Callable
import java.util.concurrent.Executors
import java.util.concurrent.ThreadFactory
import java.util.concurrent.TimeUnit
import kotlin.math.abs

/**
 * Tells an app's signals to the engine. No call throws or waits for the net: a signal is kept in a file and sent once.
 * `purposeOf` says which purpose a signal needs, null for none: without the customer's answer it waits in memory, and nothing
 * is kept on the device. `onProblem` is called once for each kind of problem, on a thread of its own.
 */
class Kairos(
    url: String,
    key: String,
    folder: File,
    private val now: () -> Long = System::currentTimeMillis,
    private val purposeOf: ((kind: String, value: Map<String, Any?>) -> String?)? = null,
    private val onProblem: (String) -> Unit = {}
) : AutoCloseable {
    private val threads = ThreadFactory { run -> Thread(run, "kairos").apply { isDaemon = true } }
    private val worker = Executors.newSingleThreadScheduledExecutor(threads)
    /** What waits for the net waits here, and nothing else behind it. */
    private val net = Executors.newSingleThreadExecutor(threads)
    private val profile = Profile(File(folder.apply { mkdirs() }, "profile.properties"), purposeOf != null)
    private val outbox = Outbox(File(folder, "signals.ndjson"))
    private val sender = Sender(url, key, now)
    private val unanswered = Unanswered(profile, ::keep)
    private val problems = HashSet<String>()
    private var failures = 0
    private var isWaiting = false
    private var isPosting = false
    private var isClosed = false

    /** How many signals were dropped: there was no room, or the customer does not want them told. */
    @Volatile
    var dropped = 0
        private set

    init {
        later { pump() }
    }

    /** The id that signals go by: the identified customer, or an anonymous one. */
    val customer: String
        get() = runCatching { worker.submit(Callable { profile.customerNow }).get() }.getOrElse { profile.customerNow }

    fun track(name: String, properties: Map<String, Any?>? = null) =
        send("event", if (properties == null) mapOf("name" to name) else mapOf("name" to name, "properties" to properties))

    fun screen(name: String, properties: Map<String, Any?> = emptyMap()) = track("screen", properties + ("name" to name))

    fun position(lat: Double, lon: Double, accuracyMetres: Double? = null, more: Map<String, Any?> = emptyMap()) =
        sendOfDevice("location", more + mapOf("lat" to lat, "lon" to lon) + listOfNotNull(accuracyMetres?.let { "accuracyMetres" to it }))

    fun device(state: Map<String, Any?>) = sendOfDevice("device", state)

    /** Tells a beacon that is heard, by its name such as `ibeacon:UUID:100:7`, or is gone. */
    fun beacon(name: String, rssi: Int? = null, isGone: Boolean = false) =
        sendOfDevice("beacon", mapOf("beacon" to name) + listOfNotNull(rssi?.let { "rssi" to it }, if (isGone) "gone" to true else null))

    fun cart(cart: Map<String, Any?>) = send("cart", cart)

    fun consent(channel: String, purpose: String, granted: Boolean) =
        send("consent", mapOf("channel" to channel, "purpose" to purpose, "granted" to granted))

    fun alias(previousId: String) = send("alias", mapOf("previousId" to previousId))

    /** Says who the customer is; what was told before as an anonymous one is theirs. */
    fun identify(customer: String, traits: Map<String, Any?> = emptyMap()) = take("identify", mapOf("traits" to traits)) { value ->
        if (profile.customer != null && profile.customer != customer) profile.forgetCustomer()
        val isNew = profile.customer == null
        profile.customer = customer
        if (isNew) value + ("anonymousId" to profile.anonymousId) else value
    }

    /** Forgets the customer, at a sign-out. What waits is still sent. */
    fun reset() = later { profile.forgetCustomer() }

    /** Remembers what the customer permits; what waited for it is kept and sent, or deleted. */
    fun permit(purposes: Map<String, Boolean>) = later {
        profile.permit(purposes)
        dropped += unanswered.settle()
        pump()
    }

    /** Deletes what waits and every id, and takes nothing until `optIn`. */
    fun optOut() = later {
        profile.isOptedOut = true
        dropped += unanswered.clear() + outbox.clear()
    }

    fun optIn() = later { profile.isOptedOut = false }

    /** Sends now, such as when the net is back. */
    fun flush() = later {
        isWaiting = false
        pump()
    }

    fun send(kind: String, value: Map<String, Any?>) = take(kind, value) { it }

    /**
     * Asks what is around a position: at most so many places and beacons together. Calls back on a thread of its own; null:
     * the engine cannot be reached.
     */
    fun neighbourhood(lat: Double, lon: Double, most: Int = 100, beacons: Boolean = false, heard: (Neighbourhood?) -> Unit) {
        val body = jsonOf(mapOf("lat" to lat, "lon" to lon, "most" to most, "beacons" to beacons))
        runCatching {
            net.execute {
                val answer = sender.post("/v1/neighbourhood", body)
                heard(if (answer.status == 200) Neighbourhood.read(answer.text) else null)
            }
        }
    }

    /** Stops, once all that was told is in the file: what waits stays there for the next start. */
    override fun close() {
        runCatching { worker.submit { isClosed = true }.get(CLOSE_MILLIS, TimeUnit.MILLISECONDS) }
        worker.shutdownNow()
    }

    private fun sendOfDevice(kind: String, value: Map<String, Any?>) = take(kind, value) { it + ("deviceId" to profile.deviceId) }

    /** Takes a signal in: what the app changes in its maps after the call is not told. */
    private fun take(kind: String, value: Map<String, Any?>, complete: (Map<String, Any?>) -> Map<String, Any?>) {
        val at = now()
        try {
            val written = value.mapValues { Written(jsonOf(it.value)) }
            val rank = rankOf(kind, value)
            val purpose = purposeOf?.invoke(kind, value)
            later {
                if (profile.isOptedOut) dropped++ else dropped += unanswered.ask(purpose, signalOf(kind, complete(written), rank, at))
                pump()
            }
        } catch (cause: Throwable) {
            // A map that holds itself, or is changed meanwhile.
            later { tell("a signal of kind $kind is no JSON: $cause") }
        }
    }

    private fun signalOf(kind: String, value: Map<String, Any?>, rank: Int, at: Long): Waiting {
        val id = UUID.randomUUID().toString()
        val signal = mapOf("id" to id, "kind" to kind, "customer" to profile.customerNow, "at" to at + profile.skewMillis, "value" to value)
        return Waiting(id, rank, jsonOf(signal))
    }

    private fun keep(signal: Waiting) {
        dropped += outbox.add(signal)
    }

    private fun pump() {
        val batch = outbox.next()
        if (isClosed || isWaiting || isPosting || batch.isEmpty()) return
        isPosting = true
        val body = batch.joinToString(",", """{"signals":[""", "]}") { it.json }
        net.execute {
            val answer = sender.post("/v1/signals", body)
            later { settle(batch, answer) }
        }
    }

    private fun settle(batch: List<Waiting>, answer: Answer) {
        isPosting = false
        answer.problem?.let(::tell)
        answer.skewMillis?.let { if (abs(it - profile.skewMillis) > 2000) profile.skewMillis = if (abs(it) > 2000) it else 0 }
        if (!answer.isSettled) return waitForNext()
        failures = 0
        outbox.remove(batch)
        pump()
    }

    private fun waitForNext() {
        failures = minOf(failures + 1, 8)
        isWaiting = true
        val millis = (minOf(60000L, 500L shl failures) * (0.5 + Math.random() / 2)).toLong()
        runCatching { worker.schedule({ isWaiting = false; pump() }, millis, TimeUnit.MILLISECONDS) }
    }

    private fun tell(problem: String) {
        if (problems.size < 100 && problems.add(problem)) runCatching { onProblem(problem) }
    }

    /** After `close` nothing is taken any more. */
    private fun later(run: () -> Unit) {
        runCatching { worker.execute(run) }
    }

    private companion object {
        const val CLOSE_MILLIS = 5000L
    }
}
