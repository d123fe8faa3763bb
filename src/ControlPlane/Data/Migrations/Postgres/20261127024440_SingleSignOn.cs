using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Pintle.ControlPlane.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class SingleSignOn : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Issuer",
                table: "sessions",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "sso_issuers",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false),
                    WorkspaceId = table.Column<string>(type: "text", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    Url = table.Column<string>(type: "text", nullable: false),
                    ClientId = table.Column<string>(type: "text", nullable: false),
                    ProtectedSecret = table.Column<string>(type: "text", nullable: false),
                    Domains = table.Column<string>(type: "text", nullable: false),
                    Scopes = table.Column<string>(type: "text", nullable: false),
                    JoinRole = table.Column<int>(type: "integer", nullable: true),
                    TrustsAddresses = table.Column<bool>(type: "boolean", nullable: false),
                    IsEnabled = table.Column<bool>(type: "boolean", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    UpdatedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sso_issuers", x => x.Id);
                    table.ForeignKey(
                        name: "FK_sso_issuers_workspaces_WorkspaceId",
                        column: x => x.WorkspaceId,
                        principalTable: "workspaces",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "sso_visits",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false),
                    WorkspaceId = table.Column<string>(type: "text", nullable: false),
                    IssuerId = table.Column<string>(type: "text", nullable: false),
                    BrowserHash = table.Column<string>(type: "text", nullable: false),
                    NonceHash = table.Column<string>(type: "text", nullable: false),
                    ProtectedVerifier = table.Column<string>(type: "text", nullable: false),
                    RedirectUri = table.Column<string>(type: "text", nullable: false),
                    ReturnTo = table.Column<string>(type: "text", nullable: false),
                    ExpiresAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sso_visits", x => x.Id);
                    table.ForeignKey(
                        name: "FK_sso_visits_workspaces_WorkspaceId",
                        column: x => x.WorkspaceId,
                        principalTable: "workspaces",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_sso_issuers_Url",
                table: "sso_issuers",
                column: "Url");

            migrationBuilder.CreateIndex(
                name: "IX_sso_issuers_WorkspaceId",
                table: "sso_issuers",
                column: "WorkspaceId");

            migrationBuilder.CreateIndex(
                name: "IX_sso_visits_ExpiresAt",
                table: "sso_visits",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_sso_visits_WorkspaceId",
                table: "sso_visits",
                column: "WorkspaceId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "sso_issuers");

            migrationBuilder.DropTable(
                name: "sso_visits");

            migrationBuilder.DropColumn(
                name: "Issuer",
                table: "sessions");
        }
    }
}
