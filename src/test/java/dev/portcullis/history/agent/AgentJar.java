package dev.portcullis.history.agent;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import net.bytebuddy.ByteBuddy;

/** Packs the agent, out of the compiled tests. */
public final class AgentJar {

    private static final String HERE = "dev/portcullis/history/agent/";
    private static final List<String> CLASSES = List.of(
            HERE + "PlantedBugs.class",
            HERE + "SkippedBarrier.class",
            HERE + "DroppedChange.class",
            HERE + "LongLease.class",
            HERE + "CachedFacts.class",
            HERE + "KeptEngine.class",
            HERE + "SteppedWallClock.class",
            HERE + "SteppedClock.class",
            "dev/portcullis/change/replica/LateStart.class",
            "dev/portcullis/change/replica/HeadTakenAsApplied.class");

    private AgentJar() {}

    /** Writes it, and returns the JVM's argument for it. */
    public static String argument(Path jar, Path folder) throws IOException, URISyntaxException {
        Files.createDirectories(folder);
        var manifest = new Manifest();
        var attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Premain-Class", PlantedBugs.class.getName());
        attributes.put(
                Attributes.Name.CLASS_PATH,
                ByteBuddy.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI()
                        .toString());
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (var name : CLASSES) {
                out.putNextEntry(new ZipEntry(name));
                try (var in = AgentJar.class.getClassLoader().getResourceAsStream(name)) {
                    in.transferTo(out);
                }
            }
        }
        return "-javaagent:" + jar.toAbsolutePath() + "=" + folder.toAbsolutePath();
    }
}
