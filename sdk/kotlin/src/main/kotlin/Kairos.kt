package kairos

import java.io.File
import java.util.UUID
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit
import kotlin.math.abs

/** Tells an app's signals to the engine. No call throws or waits for the net: a signal is kept in a file and sent once. */
class Kairos(
    url: String,
    key: String,
    folder: File,
    private val now: () -> Long = System::currentTimeMillis,
) : AutoCloseable {
    private val worker = Executors.newSingleThreadScheduledExecutor { run -> Thread(run, "kairos").apply { isDaemon = true } }
    private val profile = Profile(File(folder.apply { mkdirs() }, "profile.properties"))
    private val outbox = Outbox(File(folder, "signals.ndjson"))
    private val sender = Sender(url, key, now)
    private var failures = 0
    private var isWaiting = false

    init {
        worker.execute { pump() }
    }

    /** The id that signals go by: the identified customer, or an anonymous one. */
    val customer: String get() = worker.submit<String> { profile.customer ?: profile.anonymousId }.get()

    fun track(name: String, properties: Map<String, Any?>? = null) =
        send("event", if (properties == null) mapOf("name" to name) else mapOf("name" to name, "properties" to properties))

    fun screen(name: String, properties: Map<String, Any?> = emptyMap()) = track("screen", properties + ("name" to name))

    fun position(lat: Double, lon: Double, accuracyMetres: Double? = null, more: Map<String, Any?> = emptyMap()) =
        sendOfDevice("location", more + mapOf("lat" to lat, "lon" to lon) + listOfNotNull(accuracyMetres?.let { "accuracyMetres" to it }))

    fun device(state: Map<String, Any?>) = sendOfDevice("device", state)

    fun cart(cart: Map<String, Any?>) = send("cart", cart)

    fun consent(channel: String, purpose: String, granted: Boolean) =
        send("consent", mapOf("channel" to channel, "purpose" to purpose, "granted" to granted))

    fun alias(previousId: String) = send("alias", mapOf("previousId" to previousId))

    /** Says who the customer is; what was told before as an anonymous one is theirs. */
    fun identify(customer: String, traits: Map<String, Any?> = emptyMap()) {
        val at = now()
        worker.execute {
            if (profile.customer != null && profile.customer != customer) profile.forgetCustomer()
            val isNew = profile.customer == null
            profile.customer = customer
            val more = if (isNew) mapOf("anonymousId" to profile.anonymousId) else emptyMap()
            take("identify", mapOf("traits" to traits) + more, at)
        }
    }

    /** Forgets the customer, at a sign-out. What waits is still sent. */
    fun reset() = worker.execute { profile.forgetCustomer() }

    /** Sends now, such as when the net is back. */
    fun flush() = worker.execute { isWaiting = false; pump() }

    fun send(kind: String, value: Map<String, Any?>) {
        val at = now()
        worker.execute { take(kind, value, at) }
    }

    override fun close() {
        worker.shutdown()
    }

    private fun sendOfDevice(kind: String, value: Map<String, Any?>) {
        val at = now()
        worker.execute { take(kind, value + ("deviceId" to profile.deviceId), at) }
    }

    private fun take(kind: String, value: Map<String, Any?>, at: Long) {
        val id = UUID.randomUUID().toString()
        val customer = profile.customer ?: profile.anonymousId
        val signal = mapOf("id" to id, "kind" to kind, "customer" to customer, "at" to at + profile.skewMillis, "value" to value)
        outbox.add(Waiting(id, kind, jsonOf(signal)))
        pump()
    }

    private fun pump() {
        if (isWaiting) return
        var batch = outbox.next()
        while (batch.isNotEmpty()) {
            val answer = sender.post(batch)
            answer.skewMillis?.let { if (abs(it - profile.skewMillis) > 2_000) profile.skewMillis = if (abs(it) > 2_000) it else 0 }
            if (!answer.isSettled) return waitForNext()
            failures = 0
            outbox.remove(batch)
            batch = outbox.next()
        }
    }

    private fun waitForNext() {
        failures = minOf(failures + 1, 8)
        isWaiting = true
        val millis = (minOf(60_000L, 500L shl failures) * (0.5 + Math.random() / 2)).toLong()
        worker.schedule({ isWaiting = false; pump() }, millis, TimeUnit.MILLISECONDS)
    }
}
