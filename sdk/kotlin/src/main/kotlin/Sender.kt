package kairos

import java.net.HttpURLConnection
import java.net.URL

/** What became of a batch. */
internal data class Answer(val isSettled: Boolean, val skewMillis: Long?)

/** Posts batches to the engine. */
internal class Sender(url: String, private val key: String, private val now: () -> Long) {
    private val address = url.trimEnd('/') + "/v1/signals"

    fun post(batch: List<Waiting>): Answer = runCatching {
        val connection = URL(address).openConnection() as HttpURLConnection
        try {
            connection.requestMethod = "POST"
            connection.connectTimeout = TIMEOUT_MILLIS
            connection.readTimeout = TIMEOUT_MILLIS
            connection.doOutput = true
            connection.setRequestProperty("Authorization", "Bearer $key")
            connection.setRequestProperty("Content-Type", "application/json")
            val sentAt = now()
            val body = batch.joinToString(",", """{"signals":[""", "]}") { it.json }
            connection.outputStream.use { it.write(body.toByteArray()) }
            val status = connection.responseCode
            val heardAt = now()
            val text = (if (status < 400) connection.inputStream else connection.errorStream)?.use { it.readBytes().decodeToString() }
            // 400 and 413 say that these signals will never be taken; anything else may be better later.
            val isSettled = text.orEmpty().startsWith("{") && (status == 200 || status == 400 || status == 413)
            val engine = connection.getHeaderField("kairos-now")?.toLongOrNull()
            Answer(isSettled, engine?.let { it - (sentAt + heardAt) / 2 })
        } finally {
            connection.disconnect()
        }
    }.getOrElse { Answer(false, null) }

    private companion object {
        const val TIMEOUT_MILLIS = 30_000
    }
}
