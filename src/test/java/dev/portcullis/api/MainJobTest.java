package dev.portcullis.api;

import dev.portcullis.local.PortcullisTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** The main job as Portcullis comes: it decides itself. */
@QuarkusTest
@QuarkusTestResource(PortcullisTestResource.class)
class MainJobTest extends MainJob {}
