package carillon.http;

import carillon.problem.Problem;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/** The HTTP API. Resources and providers are found in the whole WAR. */
@ApplicationPath("/api/v1")
@OpenAPIDefinition(
    info =
        @Info(
            title = "Carillon",
            version = "1",
            description =
                "Trackers with notifications, and background jobs. Errors are"
                    + " application/problem+json (RFC 9457). Lists are pages: ?limit=&cursor= gives"
                    + " {items, next}. Times are RFC 3339 in UTC.",
            license = @License(name = "Apache-2.0")),
    components =
        @Components(
            securitySchemes =
                @SecurityScheme(
                    securitySchemeName = "basic",
                    // The generator derives roles from @RolesAllowed only for this type;
                    // OpenApiErrorFilter makes it what it is: HTTP Basic.
                    type = SecuritySchemeType.OPENIDCONNECT,
                    description =
                        "Roles: carillon-viewer reads, carillon-producer writes, carillon-admin"
                            + " does all."),
            responses = {
              @APIResponse(
                  name = "BadRequest",
                  description = "The request is invalid; errors[] names each bad field",
                  content =
                      @Content(
                          mediaType = Problem.MEDIA_TYPE,
                          schema = @Schema(implementation = Problem.class))),
              @APIResponse(
                  name = "Unauthorized",
                  description = "Not authenticated",
                  content =
                      @Content(
                          mediaType = Problem.MEDIA_TYPE,
                          schema = @Schema(implementation = Problem.class))),
              @APIResponse(
                  name = "Forbidden",
                  description = "The account has none of the required roles",
                  content =
                      @Content(
                          mediaType = Problem.MEDIA_TYPE,
                          schema = @Schema(implementation = Problem.class))),
              @APIResponse(
                  name = "NotFound",
                  description = "It does not exist, or no longer exists",
                  content =
                      @Content(
                          mediaType = Problem.MEDIA_TYPE,
                          schema = @Schema(implementation = Problem.class))),
              @APIResponse(
                  name = "Conflict",
                  description = "It already exists, or is still in use",
                  content =
                      @Content(
                          mediaType = Problem.MEDIA_TYPE,
                          schema = @Schema(implementation = Problem.class))),
              @APIResponse(
                  name = "PreconditionFailed",
                  description = "If-Match does not name the current version",
                  content =
                      @Content(
                          mediaType = Problem.MEDIA_TYPE,
                          schema = @Schema(implementation = Problem.class))),
              @APIResponse(
                  name = "TooLong",
                  description = "The body or a value in it is too long",
                  content =
                      @Content(
                          mediaType = Problem.MEDIA_TYPE,
                          schema = @Schema(implementation = Problem.class))),
              @APIResponse(
                  name = "TooSlow",
                  description = "The body did not arrive in time",
                  content =
                      @Content(
                          mediaType = Problem.MEDIA_TYPE,
                          schema = @Schema(implementation = Problem.class))),
              @APIResponse(
                  name = "NotJson",
                  description = "The body has the wrong media type",
                  content =
                      @Content(
                          mediaType = Problem.MEDIA_TYPE,
                          schema = @Schema(implementation = Problem.class))),
              @APIResponse(
                  name = "TooMany",
                  description = "The account writes too often; Retry-After says when to retry",
                  content =
                      @Content(
                          mediaType = Problem.MEDIA_TYPE,
                          schema = @Schema(implementation = Problem.class))),
              @APIResponse(
                  name = "NotAcceptable",
                  description = "None of the media types in Accept is available",
                  content =
                      @Content(
                          mediaType = Problem.MEDIA_TYPE,
                          schema = @Schema(implementation = Problem.class))),
              @APIResponse(
                  name = "NotModified",
                  description = "If-None-Match names the current version"),
              @APIResponse(
                  name = "Unavailable",
                  description =
                      "A required service is unavailable, or there are too many concurrent writes; Retry-After says when to retry",
                  content =
                      @Content(
                          mediaType = Problem.MEDIA_TYPE,
                          schema = @Schema(implementation = Problem.class)))
            }))
public class CarillonApplication extends Application {}
