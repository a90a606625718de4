package kairos

import java.io.File
import java.util.Properties
import java.util.UUID

/** What the device knows of itself and its customer, kept in a file. */
internal class Profile(private val file: File) {
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

    fun forgetCustomer() {
        kept.remove("anonymousId")
        customer = null
    }

    private fun write(name: String, value: String): String {
        kept.setProperty(name, value)
        store()
        return value
    }

    /** A kill leaves the earlier one or this one. */
    private fun store() {
        val anew = File(file.path + ".new")
        runCatching {
            anew.outputStream().use { kept.store(it, null) }
            anew.renameTo(file)
        }
    }
}
