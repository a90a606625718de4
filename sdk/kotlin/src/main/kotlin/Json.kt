package kairos

/** Writes JSON: texts, numbers, booleans, lists and maps of them. What is none of these is written as its text. */
internal fun jsonOf(value: Any?): String = when (value) {
    null -> "null"
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
            char < ' ' || char == '\u007f' || char.isSurrogate() -> append("\\u%04x".format(char.code))
            else -> append(char)
        }
    }
    append('"')
}
