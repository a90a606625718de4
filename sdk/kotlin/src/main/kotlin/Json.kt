package kairos

/** JSON that is written already. */
internal class Written(val json: String)

/** Writes JSON: texts, numbers, booleans, lists and maps of them. What is none of these is written as its text. */
internal fun jsonOf(value: Any?): String = when (value) {
    null -> "null"
    is Written -> value.json
    is Boolean, is Int, is Long -> value.toString()
    is Number -> value.toDouble().let { if (it.isNaN() || it.isInfinite()) "null" else it.toString() }
    is Map<*, *> -> value.entries.joinToString(",", "{", "}") { (name, one) -> "${textOf(name.toString())}:${jsonOf(one)}" }
    is Iterable<*> -> value.joinToString(",", "[", "]", transform = ::jsonOf)
    is Array<*> -> jsonOf(value.asList())
    else -> textOf(value.toString())
}

private fun textOf(text: String): String = buildString {
    append('"')
    for (char in text) {
        when {
            char == '"' || char == '\\' -> append('\\').append(char)
            char < ' ' || char == '\u007f' || char.isSurrogate() -> append("\\u%04x".format(char - '\u0000'))
            else -> append(char)
        }
    }
    append('"')
}

/** Reads JSON: maps, lists, texts, doubles, booleans and null. Throws for what is none. */
internal fun readJson(text: String): Any? = JsonReader(text).run { value().also { end() } }

private class JsonReader(private val text: String) {
    private var at = 0

    fun value(): Any? = when (peek()) {
        '{' -> LinkedHashMap<String, Any?>().also { map ->
            list('}') {
                val name = string()
                take(':')
                map[name] = value()
            }
        }
        '[' -> ArrayList<Any?>().also { all -> list(']') { all.add(value()) } }
        '"' -> string()
        't' -> word("true", true)
        'f' -> word("false", false)
        'n' -> word("null", null)
        else -> number()
    }

    fun end() = check(text.drop(at).isBlank()) { "JSON: more at $at" }

    private fun peek(): Char {
        while (at < text.length && text[at].isWhitespace()) at++
        check(at < text.length) { "JSON: it ends too early" }
        return text[at]
    }

    private fun take(char: Char) {
        check(peek() == char) { "JSON: $char expected at $at" }
        at++
    }

    private fun list(end: Char, one: () -> Unit) {
        at++
        if (peek() != end) {
            one()
            while (peek() == ',') {
                at++
                one()
            }
        }
        take(end)
    }

    private fun word(word: String, value: Any?): Any? {
        check(text.startsWith(word, at)) { "JSON: $word expected at $at" }
        at += word.length
        return value
    }

    private fun number(): Double {
        val from = at
        while (at < text.length && (text[at].isDigit() || text[at] in "+-.eE")) at++
        return text.substring(from, at).toDouble()
    }

    private fun string(): String {
        take('"')
        return buildString {
            while (text[at] != '"') {
                if (text[at] == '\\') escaped() else append(text[at])
                at++
            }
            at++
        }
    }

    private fun StringBuilder.escaped() {
        at++
        when (val char = text[at]) {
            'n' -> append('\n')
            't' -> append('\t')
            'r' -> append('\r')
            'b' -> append('\b')
            'f' -> append('\u000c')
            'u' -> {
                append(text.substring(at + 1, at + 5).toInt(16).toChar())
                at += 4
            }
            else -> append(char)
        }
    }
}
