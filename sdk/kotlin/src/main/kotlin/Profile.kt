package kairos

import java.io.File
import java.util.Properties
import java.util.UUID

/**
 * What the device knows of itself, its customer and what they permit, kept in a file. Where permits are asked for, nothing is
 * written before one was given.
 */
internal class Profile(private val file: File, private val asksFirst: Boolean = false) {
    private val kept = Properties().apply { runCatching { if (file.exists()) file.inputStream().use { load(it) } } }

    val anonymousId: String get() = kept.getProperty("anonymousId") ?: write("anonymousId", UUID.randomUUID().toString())
    val deviceId: String get() = kept.getProperty("deviceId") ?: write("deviceId", UUID.randomUUID().toString())

    val customerNow: String get() = customer ?: anonymousId

    var customer: String?
        get() = kept.getProperty("customer")
        set(value) {
            if (value == null) kept.remove("customer") else kept.setProperty("customer", value)
            store()
        }

    /** The engine's clock minus the device's. */
    var skewMillis: Long
        get() = kept.getProperty("skewMillis")?.toLongOrNull() ?: 0
        set(value) {
            write("skewMillis", value.toString())
        }

    /** Whether the customer permits a purpose; null: they were not asked yet. */
    fun permits(purpose: String): Boolean? = kept.getProperty(PERMIT + purpose)?.toBoolean()

    fun permit(purposes: Map<String, Boolean>) {
        for ((purpose, isPermitted) in purposes) kept.setProperty(PERMIT + purpose, isPermitted.toString())
        store()
    }

    var isOptedOut: Boolean
        get() = kept.getProperty("isOptedOut") != null
        set(value) {
            if (value) kept.clear()
            if (value) kept.setProperty("isOptedOut", "true") else kept.remove("isOptedOut")
            store()
        }

    fun forgetCustomer() {
        kept.remove("anonymousId")
        customer = null
    }

    private fun write(name: String, value: String): String {
        kept.setProperty(name, value)
        store()
        return value
    }

    private val mayStore
        get() = !asksFirst || isOptedOut || kept.any { (name, value) -> "$name".startsWith(PERMIT) && value == "true" }

    /** A kill leaves the earlier one or this one. */
    private fun store() {
        if (!mayStore) {
            file.delete()
            return
        }
        val anew = File(file.path + ".new")
        runCatching {
            // After an opt-out that is all there is to keep.
            val stored = if (isOptedOut) Properties().apply { setProperty("isOptedOut", "true") } else kept
            anew.outputStream().use { stored.store(it, null) }
            anew.renameTo(file)
        }
    }

    private companion object {
        const val PERMIT = "permit."
    }
}
