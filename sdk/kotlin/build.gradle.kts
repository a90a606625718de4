plugins { kotlin("jvm") version "2.0.21" }

repositories { mavenCentral() }

dependencies {
    testImplementation(kotlin("test"))
    testImplementation("com.google.code.gson:gson:2.11.0")
}

tasks.test { useJUnitPlatform() }
