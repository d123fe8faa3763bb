using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Pintle.ControlPlane.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class OAuthClients : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsWithdrawn",
                table: "accounts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Problem",
                table: "accounts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ProblemAt",
                table: "accounts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "RefreshedAt",
                table: "accounts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "RefreshingUntil",
                table: "accounts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "authorisations",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    WorkspaceId = table.Column<string>(type: "TEXT", nullable: false),
                    UserId = table.Column<string>(type: "TEXT", nullable: false),
                    SessionId = table.Column<string>(type: "TEXT", nullable: false),
                    BrowserHash = table.Column<string>(type: "TEXT", nullable: false),
                    Type = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    AccountId = table.Column<string>(type: "TEXT", nullable: true),
                    ProtectedVerifier = table.Column<string>(type: "TEXT", nullable: true),
                    RedirectUri = table.Column<string>(type: "TEXT", nullable: false),
                    ReturnTo = table.Column<string>(type: "TEXT", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_authorisations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_authorisations_workspaces_WorkspaceId",
                        column: x => x.WorkspaceId,
                        principalTable: "workspaces",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "oauth_clients",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    WorkspaceId = table.Column<string>(type: "TEXT", nullable: false),
                    Vendor = table.Column<string>(type: "TEXT", nullable: false),
                    ClientId = table.Column<string>(type: "TEXT", nullable: false),
                    ProtectedSecret = table.Column<string>(type: "TEXT", nullable: false),
                    ProtectedDeveloperToken = table.Column<string>(type: "TEXT", nullable: true),
                    AuthoriseUrl = table.Column<string>(type: "TEXT", nullable: true),
                    TokenUrl = table.Column<string>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    UpdatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_oauth_clients", x => x.Id);
                    table.ForeignKey(
                        name: "FK_oauth_clients_workspaces_WorkspaceId",
                        column: x => x.WorkspaceId,
                        principalTable: "workspaces",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_authorisations_ExpiresAt",
                table: "authorisations",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_authorisations_WorkspaceId",
                table: "authorisations",
                column: "WorkspaceId");

            migrationBuilder.CreateIndex(
                name: "IX_oauth_clients_WorkspaceId",
                table: "oauth_clients",
                column: "WorkspaceId");

            migrationBuilder.CreateIndex(
                name: "IX_oauth_clients_WorkspaceId_Vendor",
                table: "oauth_clients",
                columns: new[] { "WorkspaceId", "Vendor" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "authorisations");

            migrationBuilder.DropTable(
                name: "oauth_clients");

            migrationBuilder.DropColumn(
                name: "IsWithdrawn",
                table: "accounts");

            migrationBuilder.DropColumn(
                name: "Problem",
                table: "accounts");

            migrationBuilder.DropColumn(
                name: "ProblemAt",
                table: "accounts");

            migrationBuilder.DropColumn(
                name: "RefreshedAt",
                table: "accounts");

            migrationBuilder.DropColumn(
                name: "RefreshingUntil",
                table: "accounts");
        }
    }
}
