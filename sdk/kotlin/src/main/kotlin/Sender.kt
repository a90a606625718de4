package kairos

import java.net.HttpURLConnection
import java.net.URL
import java.util.zip.GZIPOutputStream

/** What the engine said. */
internal class Answer(val status: Int, val text: String, val skewMillis: Long?) {
    val isOfEngine get() = text.startsWith("{")

    /** 400 and 413 say that these signals will never be taken; anything else may be better later. */
    val isSettled get() = isOfEngine && (status == 200 || status == 400 || status == 413)

    /** What is wrong that no waiting mends. */
    val problem
        get() = when {
            status == 401 || status == 403 -> "the engine refuses the key (HTTP $status)"
            status != 0 && !isOfEngine -> "something else is where the engine should be (HTTP $status)"
            isOfEngine && (status == 400 || status == 413) -> "the engine refuses signals: $text"
            else -> null
        }
}

/** Posts to the engine. */
internal class Sender(url: String, private val key: String, private val now: () -> Long) {
    private val engine = url.trimEnd('/')

    /** Waits for the answer; without one its status is 0. */
    fun post(path: String, body: String): Answer = runCatching {
        val connection = URL(engine + path).openConnection() as HttpURLConnection
        try {
            connection.requestMethod = "POST"
            connection.connectTimeout = TIMEOUT_MILLIS
            connection.readTimeout = TIMEOUT_MILLIS
            connection.doOutput = true
            connection.setRequestProperty("Authorization", "Bearer $key")
            connection.setRequestProperty("Content-Type", "application/json")
            val isPacked = body.length > PACK_FROM
            if (isPacked) connection.setRequestProperty("Content-Encoding", "gzip")
            val sentAt = now()
            val out = if (isPacked) GZIPOutputStream(connection.outputStream) else connection.outputStream
            out.use { it.write(body.toByteArray()) }
            val status = connection.responseCode
            val heardAt = now()
            val bytes = (if (status < 400) connection.inputStream else connection.errorStream)?.use { it.readBytes() }
            val clock = connection.getHeaderField("kairos-now")?.toLongOrNull()
            Answer(status, bytes?.toString(Charsets.UTF_8).orEmpty(), clock?.let { it - (sentAt + heardAt) / 2 })
        } finally {
            connection.disconnect()
        }
    }.getOrElse { Answer(0, "", null) }

    private companion object {
        const val TIMEOUT_MILLIS = 30000
        /** A shorter body is not worth it. */
        const val PACK_FROM = 2000
    }
}
