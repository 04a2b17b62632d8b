package dev.portcullis.policy.wasm;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** How many bytes of bytecode each method of a class file has (JVMS section 4.7.3). */
final class MethodSizes {

    private final DataInputStream in;
    private final Map<Integer, String> texts = new HashMap<>();

    private MethodSizes(byte[] classFile) {
        in = new DataInputStream(new ByteArrayInputStream(classFile));
    }

    /** By name; of methods with the same name, the largest. */
    static Map<String, Integer> of(byte[] classFile) throws IOException {
        return new MethodSizes(classFile).read();
    }

    private Map<String, Integer> read() throws IOException {
        in.skipNBytes(8);
        constants();
        in.skipNBytes(6);
        in.skipNBytes(2L * in.readUnsignedShort());
        members(new TreeMap<>());
        var methods = new TreeMap<String, Integer>();
        members(methods);
        return methods;
    }

    private void constants() throws IOException {
        var count = in.readUnsignedShort();
        for (var i = 1; i < count; i++) {
            var tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> texts.put(i, in.readUTF());
                case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
                case 15 -> in.skipNBytes(3);
                case 5, 6 -> {
                    in.skipNBytes(8);
                    i++;
                }
                default -> in.skipNBytes(4);
            }
        }
    }

    private void members(Map<String, Integer> codeLengths) throws IOException {
        for (var member = in.readUnsignedShort(); member > 0; member--) {
            in.skipNBytes(2);
            var name = texts.get(in.readUnsignedShort());
            in.skipNBytes(2);
            for (var attribute = in.readUnsignedShort(); attribute > 0; attribute--) {
                var code = "Code".equals(texts.get(in.readUnsignedShort()));
                var body = new DataInputStream(new ByteArrayInputStream(in.readNBytes(in.readInt())));
                if (code) {
                    body.skipNBytes(4);
                    codeLengths.merge(name, body.readInt(), Math::max);
                }
            }
        }
    }
}
